package dev.isthmus.api.backend;

import dev.isthmus.api.journal.Standing;
import java.time.Duration;

/**
 * Keeps a driver that was replaced from changing its cluster. A process can be stopped at any moment and go on an hour later,
 * with calls ready to leave, while another has long taken its framework over.
 *
 * <p>A backend asks before each call that changes its cluster, at the last possible place: the call leaves within {@link #FRESH} of
 * having asked, by a clock that only goes forward, or the fence is asked again. What waited in a queue, or is tried again, is asked for when
 * it leaves. {@link Standing#FENCED}: it is not made, nor is any after it. {@link Standing#UNKNOWN}: it is not made now; it is tried again, or
 * refused as what cannot be done just now. Calls that only read need no leave.
 *
 * <p>Threads: any. It may block on the store of a journal, so it is not asked on the scheduler's thread. It throws nothing.
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
