package dev.isthmus.operator.reap.verdict;

import java.time.Instant;
import java.util.function.Function;

/** Whether a framework is still there. */
public sealed interface FrameworkVerdict {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Gone, ? extends R> gone,
            Function<? super Living, ? extends R> living,
            Function<? super Unknown, ? extends R> unknown);

    /** As it is written, in JSON too. */
    default String word() {
        return fold(gone -> "gone", living -> "living", unknown -> "unknown");
    }

    /** By what evidence, for people. */
    String evidence();

    /** Whether the journals say that it is gone. */
    default boolean isGone() {
        return fold(gone -> true, living -> false, unknown -> false);
    }

    /** Whether it lives, or may. */
    default boolean isLiving() {
        return fold(gone -> false, living -> true, unknown -> false);
    }

    /**
     * Its journal says that it is no more.
     *
     * @param since when
     */
    record Gone(Instant since, String evidence) implements FrameworkVerdict {
        @Override
        public <R> R fold(
                Function<? super Gone, ? extends R> gone,
                Function<? super Living, ? extends R> living,
                Function<? super Unknown, ? extends R> unknown) {
            return gone.apply(this);
        }
    }

    /** It is served, or its failover timeout is not over. */
    record Living(String evidence) implements FrameworkVerdict {
        @Override
        public <R> R fold(
                Function<? super Gone, ? extends R> gone,
                Function<? super Living, ? extends R> living,
                Function<? super Unknown, ? extends R> unknown) {
            return living.apply(this);
        }
    }

    /** Nothing that was read settles it. */
    record Unknown(String evidence) implements FrameworkVerdict {
        @Override
        public <R> R fold(
                Function<? super Gone, ? extends R> gone,
                Function<? super Living, ? extends R> living,
                Function<? super Unknown, ? extends R> unknown) {
            return unknown.apply(this);
        }
    }
}
