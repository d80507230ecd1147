package dev.isthmus.testkit.memory;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.KeptEntries.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Journals that live in memory, for tests of what writes them: one object stands for all that outlives the process. What one driver has written in it,
 * the next who opens with the same key recalls; opening a journal that another has open takes it over from that one, who is told so.
 *
 * <p>A test can make writes fail, or hold them back and let them through one by one; it can take a journal away, let its process die, let
 * nobody learn who has one, or let nobody open any. Nothing is ever forgotten.
 *
 * <p><b>Threads.</b> Its methods may be called from any thread. A write that is not held back is carried out within the call. Who lost a journal is told by the
 * executor, by default on a thread of its own. Like {@link MemoryBackendProvider} it is no service: hand it over, or open its journals directly.
 *
 * @since 0.1
 */
public final class MemoryJournals implements JournalProvider {

    private final Object lock = new Object();
    private final Executor teller;
    private final KeptEntries kept = new KeptEntries();
    private final Map<JournalKey, MemoryJournal> holders = new HashMap<>();
    private final List<Write> held = new ArrayList<>();
    /** Those whose writes are held back. */
    private final Set<MemoryJournal> holding = new HashSet<>();

    private boolean hidden;
    private @Nullable String failure;
    private @Nullable String refusal;

    /** No journals yet; who loses one is told on a thread of its own. */
    public MemoryJournals() {
        this(MemoryJournal.ownThread());
    }

    /**
     * No journals yet.
     *
     * @param teller tells who loses one, never within the call; with a manual clock's scheduler, when that clock advances
     */
    public MemoryJournals(Executor teller) {
        this.teller = teller;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Journal open(Context context) {
        synchronized (lock) {
            JournalKey key = context.key();
            requireAllowed(key);
            boolean tookOver = takeFromHolder(key);
            MemoryJournal journal = new MemoryJournal(
                    this, key, JournalContent.of(kept.of(key)), kept.nextEpoch(key), tookOver, context.taken());
            holders.put(key, journal);
            return journal;
        }
    }

    @Override
    public JournalContent look(JournalKey key, Settings settings) {
        synchronized (lock) {
            requireAllowed(key);
            return JournalContent.of(kept.of(key));
        }
    }

    @Override
    public Hold hold(JournalKey key, Settings settings) {
        return isOpen(key) ? Hold.HELD : Hold.FREE;
    }

    Standing standing(MemoryJournal journal) {
        synchronized (lock) {
            Standing shown = hidden ? Standing.UNKNOWN : Standing.STANDS;
            return journal.ended().isPresent() ? Standing.FENCED : shown;
        }
    }

    CompletionStage<Void> write(MemoryJournal journal, JournalFact fact) {
        Write write = new Write(journal, fact, new CompletableFuture<>());
        Runnable after;
        synchronized (lock) {
            if (holding.contains(journal) && journal.ended().isEmpty()) {
                held.add(write);
                return write.done();
            }
            after = kept.carryOut(write, failure);
        }
        after.run();
        return write.done();
    }

    void close(MemoryJournal journal) {
        List<Runnable> after = new ArrayList<>();
        synchronized (lock) {
            List<Write> left =
                    held.stream().filter(write -> write.journal() == journal).toList();
            held.removeAll(left);
            left.forEach(write -> after.add(kept.carryOut(write, failure)));
            journal.end("the journal is closed");
            holding.remove(journal);
            holders.remove(journal.key(), journal);
        }
        after.forEach(Runnable::run);
    }

    /** From now on every write fails, with this reason, and nothing is kept of it. */
    public void failWrites(String reason) {
        synchronized (lock) {
            failure = reason;
        }
    }

    /** Writes succeed again. */
    public void restoreWrites() {
        synchronized (lock) {
            failure = null;
        }
    }

    /**
     * From now on what is written to the journals that are open, and to none that is opened later, is held back, as of processes that have been stopped: their
     * stages stay open until {@link #releaseWrite} or {@link #releaseWrites}. Closing a journal lets its own through; when another driver opens it, they fail.
     */
    public void holdWrites() {
        synchronized (lock) {
            holding.addAll(holders.values());
        }
    }

    /** From now on nobody can learn who has a journal: {@link Journal#standing} says so, unless it is known already. */
    public void hideStanding() {
        synchronized (lock) {
            hidden = true;
        }
    }

    /** That can be learnt again. */
    public void showStanding() {
        synchronized (lock) {
            hidden = false;
        }
    }

    /**
     * Lets the oldest write through that is held back; those after it are held back still.
     *
     * @throws IllegalStateException if none is
     */
    public void releaseWrite() {
        Runnable after;
        synchronized (lock) {
            if (held.isEmpty()) {
                throw new IllegalStateException("no write is held back");
            }
            after = kept.carryOut(held.remove(0), failure);
        }
        after.run();
    }

    /** Lets all writes through, in order, and holds none back any more. */
    public void releaseWrites() {
        List<Runnable> after = new ArrayList<>();
        synchronized (lock) {
            holding.clear();
            held.forEach(write -> after.add(kept.carryOut(write, failure)));
            held.clear();
        }
        after.forEach(Runnable::run);
    }

    /** How many writes are held back. */
    public int heldWrites() {
        synchronized (lock) {
            return held.size();
        }
    }

    /** From now on no journal can be opened, for this reason. Those that are open stay so. */
    public void refuseOpening(String reason) {
        synchronized (lock) {
            refusal = reason;
        }
    }

    /** Journals can be opened again. */
    public void allowOpening() {
        synchronized (lock) {
            refusal = null;
        }
    }

    /**
     * A driver of another process takes this journal over and holds it; what was held back of it fails.
     *
     * @throws IllegalStateException if nobody here has it open
     */
    public void takeOver(JournalKey key) {
        synchronized (lock) {
            requireOpen(key);
            takeFromHolder(key);
            kept.nextEpoch(key);
        }
    }

    /**
     * The process that has this journal open dies: nobody is told, what was held back is lost, and what it still writes never arrives.
     *
     * @throws IllegalStateException if nobody here has it open
     */
    public void crash(JournalKey key) {
        synchronized (lock) {
            requireOpen(key);
            held.removeIf(write -> write.isOf(key));
            MemoryJournal dead = holders.remove(key);
            if (dead != null) {
                dead.end(KeptEntries.DEAD);
            }
        }
    }

    /** Whether a driver has this journal open. */
    public boolean isOpen(JournalKey key) {
        synchronized (lock) {
            return holders.containsKey(key);
        }
    }

    /** Everything that was written and has not failed, of all journals together, in order. */
    public List<JournalFact> entries() {
        synchronized (lock) {
            return kept.all();
        }
    }

    /** Everything that was written to this journal and has not failed, in order. */
    public List<JournalFact> entries(JournalKey key) {
        synchronized (lock) {
            return kept.of(key);
        }
    }

    /** All that is kept now, in another object, with nothing open: what would be left if every process died. */
    public MemoryJournals copy() {
        MemoryJournals copy = new MemoryJournals(teller);
        synchronized (lock) {
            copy.kept.addAll(kept);
        }
        return copy;
    }

    // All below under the lock.

    private void requireAllowed(JournalKey key) {
        if (refusal != null) {
            throw new JournalException("The journal of " + key + " cannot be opened: " + refusal);
        }
    }

    private void requireOpen(JournalKey key) {
        if (!holders.containsKey(key)) {
            throw new IllegalStateException("nobody has the journal of " + key + " open");
        }
    }

    /** True if there was one. */
    private boolean takeFromHolder(JournalKey key) {
        MemoryJournal loser = holders.remove(key);
        if (loser != null) {
            loser.end("another driver has taken the journal over");
            List<Write> left = held.stream().filter(write -> write.isOf(key)).toList();
            held.removeAll(left);
            left.forEach(write -> teller.execute(kept.carryOut(write, failure)));
            teller.execute(loser.taken());
        }
        return loser != null;
    }
}
