package dev.isthmus.operator.reap.verdict;

import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import java.util.Optional;
import java.util.function.Function;

/** What a look at a journal came to, without opening it. */
public sealed interface JournalLook {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Seen, ? extends R> seen, Function<? super Unread, ? extends R> unread);

    /** What it says of the framework; nothing if it could not be read. */
    default JournalSnapshot snapshot() {
        return fold(Seen::content, unread -> JournalSnapshot.NOTHING);
    }

    /** Whether somebody has it open. */
    default Hold hold() {
        return fold(Seen::holder, unread -> Hold.UNKNOWN);
    }

    /** Why it could not be read. */
    default Optional<String> problem() {
        return fold(seen -> Optional.empty(), unread -> Optional.of(unread.why()));
    }

    /**
     * It could be read.
     *
     * @param content what it says of the framework; nothing if there is none
     * @param holder whether somebody had it open, as of just before
     */
    record Seen(JournalSnapshot content, Hold holder) implements JournalLook {
        @Override
        public <R> R fold(Function<? super Seen, ? extends R> seen, Function<? super Unread, ? extends R> unread) {
            return seen.apply(this);
        }
    }

    /**
     * It could not, or none is kept.
     *
     * @param why for people
     */
    record Unread(String why) implements JournalLook {
        @Override
        public <R> R fold(Function<? super Seen, ? extends R> seen, Function<? super Unread, ? extends R> unread) {
            return unread.apply(this);
        }
    }
}
