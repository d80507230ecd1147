package dev.isthmus.mesos.shell;

import dev.isthmus.api.journal.Standing;
import dev.isthmus.mesos.machine.step.Input;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether this is still the framework's driver, as its journal says. Thread-safe. */
final class DriverStanding {

    private final Consumer<Input> inbox;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile @Nullable JournalPort journal;

    /**
     * Unknown until there is a journal.
     *
     * @param inbox is told, once, that another driver has taken the framework over
     */
    DriverStanding(Consumer<Input> inbox) {
        this.inbox = inbox;
    }

    /** Asks this journal from now on. */
    void opened(JournalPort opened) {
        journal = opened;
    }

    /** Told by the journal, and by whoever asks it and learns of it first. */
    void takenOver() {
        if (taken.compareAndSet(false, true)) {
            inbox.accept(new Input.TakenOver());
        }
    }

    boolean isTakenOver() {
        return taken.get();
    }

    /** Whether this is still the framework's driver; may block. What comes of a call that was not made is told after that it is not. */
    Standing ask() {
        JournalPort opened = journal;
        if (taken.get()) {
            return Standing.FENCED;
        }
        if (opened == null) {
            return Standing.UNKNOWN;
        }
        Standing standing = opened.standing();
        // A journal that was closed with its driver says so as well.
        if (standing == Standing.FENCED && !opened.isClosed()) {
            takenOver();
        }
        return standing;
    }
}
