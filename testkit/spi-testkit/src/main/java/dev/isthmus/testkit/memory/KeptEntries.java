package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What outlives the processes: what was written, and how often each journal was opened. Guarded by the lock of its journals. */
final class KeptEntries {

    /** Why a journal ended whose process died: nobody is there to be told. */
    static final String DEAD = "the process is dead";

    /** Something to be written, and who waits for that. */
    record Write(MemoryJournal journal, JournalFact fact, CompletableFuture<Void> done) {

        boolean isOf(JournalKey key) {
            return journal.key().equals(key);
        }
    }

    private record Written(JournalKey key, JournalFact fact) {}

    private final List<Written> durable = new ArrayList<>();
    private final Map<JournalKey, Epoch> epochs = new HashMap<>();

    void addAll(KeptEntries others) {
        durable.addAll(others.durable);
        epochs.putAll(others.epochs);
    }

    List<JournalFact> all() {
        return durable.stream().map(Written::fact).toList();
    }

    List<JournalFact> of(JournalKey key) {
        return durable.stream()
                .filter(written -> written.key().equals(key))
                .map(Written::fact)
                .toList();
    }

    Epoch nextEpoch(JournalKey key) {
        Epoch last = epochs.get(key);
        Epoch next = new Epoch(last == null ? 1 : last.number() + 1);
        epochs.put(key, next);
        return next;
    }

    /**
     * Keeps what is written, or not; completing its stage is left for after the lock, since anybody may wait for that.
     *
     * @param failure why no write succeeds; null if they do
     */
    Runnable carryOut(Write write, @Nullable String failure) {
        Optional<String> reason = write.journal().ended().or(() -> Optional.ofNullable(failure));
        if (reason.filter(DEAD::equals).isPresent()) {
            return () -> {};
        }
        if (reason.isPresent()) {
            return () -> write.done().completeExceptionally(new JournalException(reason.get()));
        }
        durable.add(new Written(write.journal().key(), write.fact()));
        return () -> write.done().complete(null);
    }
}
