package dev.isthmus.api.journal;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * An open journal of one framework. While it is open no other driver has it open.
 *
 * <ul>
 *   <li>Discovery: R-JN-01, through its {@link JournalProvider}.
 *   <li>Threads: R-JN-02, its methods are called on any thread; what it calls, it calls on a thread of its own, never within a
 *       call.
 *   <li>Blocking: R-JN-03, {@link #recall} and {@link #write} do not block.
 *   <li>Exceptions: R-JN-04, none; a write that fails completes its stage with the reason, and those after it are still tried.
 *   <li>Close: R-JN-05, after {@code close()} has returned, everything written before is durable and the journal is free for another
 *       driver; a write from then on fails; closing again does nothing.
 *   <li>R-JN-06: what a completed write has put down is recalled by the next who opens, whatever happens to this process.
 *   <li>R-JN-07: what was written is recalled in order, as {@link Recollection#of} puts it together: of several leases the last one
 *       counts, of several acknowledgements of one launch the first.
 *   <li>R-JN-08: another driver that opens the same journal takes it over: this one is told so, once, and its writes fail from then
 *       on; or, if this one does not let go, the other gets a {@link JournalException}.
 *   <li>R-JN-09: each {@link JournalKey} has a journal of its own.
 *   <li>R-JN-10: an acknowledgement may be forgotten when {@link #RETENTION} has passed since, and all of a framework when that has
 *       passed since it was removed or its lease was over; nothing sooner.
 *   <li>R-JN-11: whoever opens it is told whether that took it from another driver, which was there until then.
 * </ul>
 *
 * @since 0.1
 */
public interface Journal extends AutoCloseable {

    /**
     * How long at least is kept what seems to matter no more. ECS, which of all backends remembers longest, tells of a stopped task for
     * about an hour; a day is far beyond that, and beyond the clocks of two machines that disagree.
     */
    Duration RETENTION = Duration.ofDays(1);

    /** What was written before it was opened. The same each time. */
    Recollection recall();

    /** Whether another driver had it open until this one opened it: its framework has not been away. The same each time. */
    boolean tookOver();

    /**
     * Writes an entry.
     *
     * @return completes when the entry is durable, normally with null, or exceptionally with the reason why it is not
     */
    CompletionStage<Void> write(JournalEntry entry);

    @Override
    void close();
}
