package dev.isthmus.master.journal;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.master.serving.RecalledJournal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a framework's journal. Thread-safe. */
final class HeldJournal {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final FrameworkId framework;
    private final JournalListener listener;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile Optional<Journal> journal = Optional.empty();
    private volatile boolean isClosed;

    HeldJournal(FrameworkId framework, JournalListener listener) {
        this.framework = framework;
        this.listener = listener;
    }

    FrameworkId framework() {
        return framework;
    }

    /** @param opened empty: there is none */
    void open(Optional<Journal> opened) {
        journal = opened;
        listener.opened(
                framework,
                opened.map(open -> new RecalledJournal(
                                Optional.of(open.recall()), open.tookOver(), Optional.of(open.epoch())))
                        .orElse(RecalledJournal.NONE));
    }

    /** Told by the journal, and by whoever asks it and learns of it first. */
    void takenOver() {
        if (!isClosed && isTaken.compareAndSet(false, true)) {
            listener.takenOver(framework);
        }
    }

    /** May block. */
    Standing standing() {
        if (isTaken.get()) {
            return Standing.FENCED;
        }
        Standing standing = journal.map(Journal::standing).orElse(Standing.STANDS);
        if (standing == Standing.FENCED) {
            // One that was closed by us says so as well.
            takenOver();
        }
        return standing;
    }

    void write(JournalEntry entry) {
        journal.ifPresent(open -> open.write(entry).whenComplete((done, failure) -> {
            if (failure != null && !isTaken.get()) {
                log.error(
                        "{} of framework {} could not be written to the journal; after a restart it will not be known: {}",
                        entry,
                        framework,
                        failure.toString());
            }
        }));
    }

    /** From now on it is asked nothing, and what it says does not count. */
    void closing() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    void close() {
        journal.ifPresent(Journal::close);
    }
}
