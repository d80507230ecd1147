package dev.isthmus.api.backend;

import dev.isthmus.api.journal.Standing;
import java.time.Duration;

/**
 * Keeps a driver that was replaced from changing the cluster. A process can be suspended at any moment and resume an hour later with calls
 * ready to send, while another driver has long taken over its framework.
 *
 * <p>A backend checks the fence before each call that changes the cluster, as late as possible: it sends the call within {@link #FRESH} of
 * the check, by a monotonic clock, or checks again. A call that waited in a queue, or that is retried, is checked when it is sent.
 * {@link Standing#FENCED}: the call is not sent, and no later one is. {@link Standing#UNKNOWN}: the call is not sent now; it is retried, or
 * refused as temporarily impossible. Calls that only read are not checked.
 *
 * <p>Threads: any. The check may block on the store of a journal, so do not make it on the scheduler's thread. It throws nothing.
 */
@FunctionalInterface
public interface Fence {

    /** For how long an answer holds. */
    Duration FRESH = Duration.ofSeconds(1);

    /** For who is never replaced: always {@link Standing#STANDS}. */
    Fence NONE = () -> Standing.STANDS;

    /** Whether the driver still acts for its framework. */
    Standing standing();
}
