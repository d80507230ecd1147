package dev.isthmus.simulation.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** One process's hold on a journal. */
final class SimulatedJournal implements Journal {

    private final SimulatedJournals store;
    private final ProcessTime process;
    private final BooleanSupplier writes;
    private final JournalProvider.Context context;
    private final JournalContent recalled;
    private final Epoch epoch;
    private final boolean tookOver;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private boolean closed;

    private record Write(JournalFact fact, CompletableFuture<Void> done) {}

    SimulatedJournal(
            SimulatedJournals store,
            ProcessTime process,
            BooleanSupplier writes,
            JournalProvider.Context context,
            JournalContent recalled,
            Epoch epoch,
            boolean tookOver) {
        this.store = store;
        this.process = process;
        this.writes = writes;
        this.context = context;
        this.recalled = recalled;
        this.epoch = epoch;
        this.tookOver = tookOver;
    }

    JournalKey key() {
        return context.key();
    }

    boolean isOf(ProcessTime whose) {
        return process == whose;
    }

    /** Whether a process has it, which may stand still. */
    boolean isHeld() {
        return !closed && !process.isDead();
    }

    /** Another has opened it; what this one still writes fails, and it is told, sooner or later. */
    void replaced(Duration after) {
        if (isHeld()) {
            process.after(after, () -> {
                if (!closed) {
                    context.taken().run();
                }
            });
        }
    }

    @Override
    public JournalSnapshot recall() {
        return recalled.ofFramework();
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return recalled.ofMaster();
    }

    @Override
    public boolean tookOver() {
        return tookOver;
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public Standing standing() {
        if (closed || !store.isNewest(this)) {
            return store.disk().unreachable() && !closed ? Standing.UNKNOWN : Standing.FENCED;
        }
        return store.disk().unreachable() ? Standing.UNKNOWN : Standing.STANDS;
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        Write write = new Write(fact, new CompletableFuture<>());
        if (!writes.getAsBoolean()) {
            return write.done();
        }
        if (closed || !key().owner().takes(fact)) {
            write.done()
                    .completeExceptionally(new JournalException(
                            "The journal of " + key() + (closed ? " is closed" : " takes no " + fact)));
            return write.done();
        }
        waiting.addLast(write);
        process.after(store.syncTime(), () -> syncUpTo(write));
        return write.done();
    }

    /** A write is synced with all those before it. */
    private void syncUpTo(Write last) {
        while (waiting.contains(last)) {
            sync(waiting.removeFirst());
        }
    }

    private void sync(Write write) {
        if (!store.isNewest(this)) {
            store.failed(this, write.fact());
            write.done().completeExceptionally(new JournalException("Another driver has the journal of " + key()));
        } else if (store.disk().full() || store.disk().unreachable()) {
            store.failed(this, write.fact());
            write.done().completeExceptionally(new JournalException("The journal of " + key() + " cannot be written"));
        } else {
            store.store(this, write.fact());
            write.done().complete(null);
        }
    }

    /** Its process has died: of what was not synced, a first part may be durable. */
    void died() {
        while (!waiting.isEmpty()
                && store.survives()
                && store.isNewest(this)
                && !store.disk().full()) {
            store.store(this, waiting.removeFirst().fact());
        }
        waiting.clear();
    }

    @Override
    public void close() {
        if (!closed) {
            waiting.forEach(this::sync);
            waiting.clear();
            closed = true;
        }
    }
}
