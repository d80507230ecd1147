package dev.isthmus.journal;

import java.util.Optional;
import java.util.function.Function;

/** How an attempt to lock a journal came out. */
sealed interface LockAttempt {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held);

    /** The lock, if it is ours. */
    default Optional<JournalLock> lock() {
        return fold(taken -> Optional.of(taken.held()), held -> Optional.empty());
    }

    /** It is ours. */
    record Taken(JournalLock held) implements LockAttempt {
        @Override
        public <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held) {
            return taken.apply(this);
        }
    }

    /** Somebody has it, who has the journal by an epoch, or for as long as it likes. */
    record Held(boolean byEpoch) implements LockAttempt {
        @Override
        public <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held) {
            return held.apply(this);
        }
    }
}
