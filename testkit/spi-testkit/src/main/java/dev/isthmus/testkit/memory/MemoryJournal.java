package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One driver's hold on a journal of {@link MemoryJournals}. Its state is guarded by the lock of those. */
final class MemoryJournal implements Journal {

    private final MemoryJournals store;
    private final JournalKey key;
    private final JournalContent recalled;
    private final Epoch epoch;
    private final boolean tookOver;
    private final Runnable taken;
    /** Why nothing more is written. */
    private @Nullable String ended;

    MemoryJournal(
            MemoryJournals store,
            JournalKey key,
            JournalContent recalled,
            Epoch epoch,
            boolean tookOver,
            Runnable taken) {
        this.store = store;
        this.key = key;
        this.recalled = recalled;
        this.epoch = epoch;
        this.tookOver = tookOver;
        this.taken = taken;
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
        return store.standing(this);
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        return key.owner().takes(fact)
                ? store.write(this, fact)
                : CompletableFuture.failedFuture(new JournalException("the journal of " + key + " takes no " + fact));
    }

    @Override
    public void close() {
        store.close(this);
    }

    JournalKey key() {
        return key;
    }

    Runnable taken() {
        return taken;
    }

    /** Why nothing more is written, if that is so. */
    Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    /** Lets it write nothing more; the first reason stays. */
    void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
    }

    /** Tells who loses a journal, on a thread that lives as long as it is needed. */
    static Executor ownThread() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), told -> {
            Thread thread = new Thread(told, "memory-journals");
            thread.setDaemon(true);
            return thread;
        });
    }
}
