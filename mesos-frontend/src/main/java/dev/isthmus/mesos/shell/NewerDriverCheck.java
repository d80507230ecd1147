package dev.isthmus.mesos.shell;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.mesos.machine.step.Input;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the journal whether a newer driver has taken the framework over, where tasks say so. It asks on a thread of its own, because the answer
 * may take its time, and again until the journal has one.
 */
final class NewerDriverCheck {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.mesos.Driver");

    /** After the journal did not say whether another driver has come, when it is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Supplier<Standing> standing;
    private final Consumer<Input> inbox;
    private final CountDownLatch finished;
    /** Whether somebody asks the journal now, or will. */
    private volatile boolean asking;

    /**
     * Asks nothing yet.
     *
     * @param standing asks the journal; may block
     * @param inbox is told the answer that there is no newer driver; the other one is told by the journal
     * @param finished opens when the driver needs no answer any more
     */
    NewerDriverCheck(Supplier<Standing> standing, Consumer<Input> inbox, CountDownLatch finished) {
        this.standing = standing;
        this.inbox = inbox;
        this.finished = finished;
    }

    /**
     * Asks, unless somebody does.
     *
     * @param doubt the highest epoch of a task that waits for the answer, if one does
     */
    void askIfInDoubt(Supplier<Optional<Epoch>> doubt) {
        if (asking) {
            return;
        }
        doubt.get().ifPresent(seen -> {
            asking = true;
            Thread asks = new Thread(() -> ask(seen), "isthmus-driver-standing");
            asks.setDaemon(true);
            asks.start();
        });
    }

    private void ask(Epoch seen) {
        try {
            do {
                Standing answer = standing.get();
                if (answer == Standing.FENCED) {
                    return; // Which has been told.
                }
                if (answer == Standing.STANDS) {
                    asking = false;
                    inbox.accept(new Input.Stands(seen));
                    return;
                }
            } while (!finished.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("the journal failed when it was asked whether another driver has come", e);
            asking = false;
        }
    }
}
