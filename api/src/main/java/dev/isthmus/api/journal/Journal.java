package dev.isthmus.api.journal;

import dev.isthmus.api.identity.Epoch;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * An open journal of one framework. The newest opening has it, and fences those before: a driver that another has replaced may wake up at any
 * time and must do no harm, so it is not waited for, and it is not asked.
 *
 * <p>Three words:
 *
 * <ul>
 *   <li><b>Epoch</b>: the number of an opening. Each opening of a journal has a higher one than all before it.
 *   <li><b>Fence</b>: what an opening puts up against all openings before it. It stands from the moment at which the new epoch is where every
 *       machine that uses the journal finds it, and for good. What an older one had completed by then is recalled; what it begins afterwards
 *       fails.
 *   <li><b>Stale read</b>: an answer from a copy that the store, or this machine, keeps of what the store said before. {@link #standing} is never
 *       answered from one that may be older than the call: a file is opened anew, a table is read with strong consistency.
 * </ul>
 *
 * <ul>
 *   <li>Discovery: R-JN-01, through its {@link JournalProvider}.
 *   <li>Threads: R-JN-02, its methods are called on any thread; what it calls, it calls on a thread of its own, never within a
 *       call.
 *   <li>Blocking: R-JN-03, {@link #recall} and {@link #write} do not block; {@link #standing} may, on the store.
 *   <li>Exceptions: R-JN-04, none; a write that fails completes its stage with the reason, and those after it are still tried.
 *   <li>Close: R-JN-05, after {@code close()} has returned, everything written before is durable and the journal is free for another
 *       driver; a write from then on fails; closing again does nothing.
 *   <li>R-JN-06: what a completed write has put down is recalled by the next who opens, whatever happens to this process.
 *   <li>R-JN-07: what was written is recalled in order, as {@link JournalSnapshot#of} puts it together: of several leases the last one
 *       counts, of several acknowledgements of one launch the first.
 *   <li>R-JN-08: another driver that opens the same journal takes it over at once, whether this one answers or not: this one is told so,
 *       once, and its writes fail from then on. A write that was begun before, and cannot be known to be recalled by the other, fails too.
 *   <li>R-JN-09: each {@link JournalKey} has a journal of its own.
 *   <li>R-JN-10: an acknowledgement may be forgotten when {@link #RETENTION} has passed since, and all of a framework when that has
 *       passed since it was removed or its lease was over; nothing sooner.
 *   <li>R-JN-11: whoever opens it is told whether that took it from another driver, which was there until then.
 *   <li>R-JN-12: the epoch of an opening is higher than that of each opening before it, whatever became of those, a power cut too.
 *   <li>R-JN-13: {@link #standing} says {@link Standing#STANDS} of the newest opening alone, and {@link Standing#FENCED} of every other as soon
 *       as a newer {@code open} has returned; it is no stale read. Where the store cannot be asked it says {@link Standing#UNKNOWN}, and not what
 *       it said before. A write looks the same way: it completes only if this was the newest opening when what it wrote was there.
 *   <li>R-JN-14: of several that open it at the same time one has it in the end, the one with the highest epoch; the others are fenced, and told
 *       so, or get a {@link JournalException}.
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
    JournalSnapshot recall();

    /** Whether another driver had it open until this one opened it: its framework has not been away. The same each time. */
    boolean tookOver();

    /** Which opening this is. The same each time. */
    Epoch epoch();

    /**
     * Whether this is still the newest opening: asks the store, and may block on it. When it is not, the one who has lost it is told, if that
     * has not happened. {@link Standing#FENCED} once, always so; after {@link #close()} too.
     */
    Standing standing();

    /**
     * Writes an entry.
     *
     * @return completes when the entry is durable, normally with null, or exceptionally with the reason why it is not
     */
    CompletionStage<Void> write(JournalEntry entry);

    @Override
    void close();
}
