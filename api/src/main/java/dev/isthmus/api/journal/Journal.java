package dev.isthmus.api.journal;

import dev.isthmus.api.identity.Epoch;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * An open journal, of one framework or of a master. The newest opening owns it and fences all earlier ones: a driver that was replaced may resume at any
 * time and must do no harm, so the new driver neither waits for it nor asks it.
 *
 * <p>Three terms:
 *
 * <ul>
 *   <li><b>Epoch</b>: the number of an opening. Each opening of a journal has a higher one than all before it.
 *   <li><b>Fence</b>: what an opening sets up against all earlier ones. It holds from the moment at which every machine that uses the
 *       journal can see the new epoch, and for good. What an earlier opening had completed by then is recalled; what it begins afterwards
 *       fails.
 *   <li><b>Stale read</b>: an answer from a cached copy of the store, which may be out of date. {@link #standing} never answers from a copy
 *       that may be older than the call: a file is opened anew, a table is read with strong consistency.
 * </ul>
 *
 * <ul>
 *   <li>Discovery: R-JN-01, through its {@link JournalProvider}.
 *   <li>Threads: R-JN-02, its methods may be called on any thread; it calls back on a thread of its own, never within a call.
 *   <li>Blocking: R-JN-03, {@link #recall} and {@link #write} do not block; {@link #standing} may, on the store.
 *   <li>Exceptions: R-JN-04, none; a write that fails completes its stage with the reason, and those after it are still tried.
 *   <li>Close: R-JN-05, after {@code close()} has returned, everything written before is durable and another driver can open the journal;
 *       later writes fail; closing again does nothing.
 *   <li>R-JN-06: what a completed write has written is recalled by the next opening, whatever happens to this process.
 *   <li>R-JN-07: entries are recalled in the order they were written, as {@link JournalSnapshot#of} combines them: of several leases the
 *       last one counts, of several acknowledgements of one launch the first.
 *   <li>R-JN-08: another driver that opens the same journal takes it over at once, whether this one responds or not. This one is notified
 *       once, and its writes fail from then on. A write that was begun before, and may not be recalled by the other, fails too.
 *   <li>R-JN-09: each {@link JournalKey} has a journal of its own.
 *   <li>R-JN-10: an acknowledgement may be deleted {@link #RETENTION} after it was written, and all of a framework that long after it was
 *       removed or its lease expired; nothing sooner. In the journal of a master that holds for each of its frameworks.
 *   <li>R-JN-11: an opening reports whether it took the journal from another driver that still had it.
 *   <li>R-JN-12: the epoch of an opening is higher than that of each opening before it, whatever happened to those, including a power cut.
 *   <li>R-JN-13: {@link #standing} returns {@link Standing#STANDS} to the newest opening only, and {@link Standing#FENCED} to every other
 *       as soon as a newer {@code open} has returned; it is never a stale read. Where the store cannot be reached it returns
 *       {@link Standing#UNKNOWN}, not an earlier answer. A write checks the same way: it completes only if this was the newest opening when
 *       its entry was stored.
 *   <li>R-JN-14: if several open it at the same time, one of them owns it in the end, the one with the highest epoch; the others are fenced
 *       and notified, or get a {@link JournalException}.
 *   <li>R-JN-15: the journal of a framework takes a {@link JournalEntry}, that of a master a {@link MasterEntry}; a write of the other fails, and
 *       nothing is written.
 *   <li>R-JN-16: in the journal of a master, the entries of each framework are combined as if it had a journal of its own.
 *   <li>R-JN-17: an end is recalled until it is acknowledged or its framework is forgotten, and never after that, however long ago it was.
 *   <li>R-JN-18: of several weights, or quotas, of a role the last one counts; an entry counts for all roles in it or for none.
 *   <li>R-JN-19: a {@link JournalEntry.Moved} ends the lease that was written before it, and nothing else.
 *   <li>R-JN-20: {@link JournalProvider#look} shows what was durable before it began, and disturbs nobody.
 *   <li>R-JN-21: {@link JournalProvider#hold} never returns {@link JournalProvider.Hold#FREE} while this is open, nor {@link JournalProvider.Hold#HELD}
 *       once it is closed and nobody else has opened it; it disturbs nobody.
 *   <li>R-JN-22: of several plans of maintenance in the journal of a master the last one counts, exactly as written.
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

    /** What was written to the journal of a framework before it was opened; nothing if it is a master's. The same each time. */
    JournalSnapshot recall();

    /** What was written to the journal of a master before it was opened; nothing if it is a framework's. The same each time. */
    MasterJournalSnapshot recallMaster();

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
     * Writes an entry, if it is for a journal of this owner (R-JN-15).
     *
     * @return completes when the entry is durable, normally with null, or exceptionally with the reason why it is not
     */
    CompletionStage<Void> write(JournalFact fact);

    @Override
    void close();
}
