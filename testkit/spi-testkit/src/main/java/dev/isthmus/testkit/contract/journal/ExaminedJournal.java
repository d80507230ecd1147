package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open journal, watched for what it tells and when. */
final class ExaminedJournal {

    /** Whether this thread is in the middle of a call to any journal or provider. */
    private static final ThreadLocal<Boolean> CALLING = ThreadLocal.withInitial(() -> false);

    private final Semaphore told = new Semaphore(0);
    private final AtomicInteger times = new AtomicInteger();
    private volatile boolean nested;
    private @Nullable Journal journal;

    /** Opens one; what the provider throws comes through. */
    static ExaminedJournal open(JournalProvider provider, ExaminedJournals place, JournalKey key, JournalScene scene) {
        ExaminedJournal opened = new ExaminedJournal();
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
        return call(journal()::recall);
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
        return call(() -> journal().write(entry));
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
