package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalOwner;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open journal, watched for what it tells and when. That of a master is used for one framework, so that whatever holds for the journal of a framework
 * can be asked of it.
 */
final class ExaminedJournal {

    /** Whether this thread is in the middle of a call to any journal or provider. */
    private static final ThreadLocal<Boolean> CALLING = ThreadLocal.withInitial(() -> false);

    private final Semaphore told = new Semaphore(0);
    private final AtomicInteger times = new AtomicInteger();
    private volatile boolean nested;
    private final JournalOwner owner;
    private @Nullable Journal journal;

    private ExaminedJournal(JournalOwner owner) {
        this.owner = owner;
    }

    /** Opens one; what the provider throws comes through. */
    static ExaminedJournal open(JournalProvider provider, ExaminedJournals place, JournalKey key, JournalScene scene) {
        ExaminedJournal opened = new ExaminedJournal(key.owner());
        opened.journal = call(
                () -> provider.open(new JournalProvider.Context(key, place.settings(), scene.clock(), opened::take)));
        return opened;
    }

    private void take() {
        nested |= CALLING.get();
        times.incrementAndGet();
        told.release();
    }

    static <T> T call(Supplier<T> call) {
        boolean outer = CALLING.get();
        CALLING.set(true);
        try {
            return call.get();
        } finally {
            CALLING.set(outer);
        }
    }

    Journal journal() {
        if (journal == null) {
            throw new IllegalStateException("it is used once it has been opened");
        }
        return journal;
    }

    JournalSnapshot recall() {
        return owner.fold(
                framework -> call(journal()::recall),
                master -> recallMaster().framework(JournalScene.FRAMEWORK).own());
    }

    MasterJournalSnapshot recallMaster() {
        return call(journal()::recallMaster);
    }

    boolean tookOver() {
        return call(journal()::tookOver);
    }

    Epoch epoch() {
        return call(journal()::epoch);
    }

    Standing standing() {
        return call(journal()::standing);
    }

    CompletionStage<Void> write(JournalEntry entry) {
        return put(
                owner.fold(framework -> entry, master -> new MasterEntry.OfFramework(JournalScene.FRAMEWORK, entry)));
    }

    /** Writes this as it is. */
    CompletionStage<Void> put(JournalFact fact) {
        return call(() -> journal().write(fact));
    }

    void close() {
        call(() -> {
            journal().close();
            return true;
        });
    }

    /** Whether it is told, within that real time, that another has taken it over. */
    boolean isTold(Duration patience) {
        try {
            return told.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How often it has been told so. */
    int timesTold() {
        return times.get();
    }

    /** Whether it was told so within a call, on the caller's thread. */
    boolean wasNested() {
        return nested;
    }
}
