package dev.isthmus.ecs.call;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a call came out.
 *
 * @param <T> what it answers when it succeeds
 */
public sealed interface Answer<T> {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed);

    /** Does what its case asks for. */
    default void match(Consumer<? super Ok<T>> ok, Consumer<? super Failed<T>> failed) {
        fold(
                its -> {
                    ok.accept(its);
                    return true;
                },
                its -> {
                    failed.accept(its);
                    return true;
                });
    }

    /**
     * It succeeded.
     *
     * @param value what it answered
     * @param <T> the type of that
     */
    record Ok<T>(T value) implements Answer<T> {
        @Override
        public <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed) {
            return ok.apply(this);
        }
    }

    /**
     * It failed.
     *
     * @param failure how
     * @param <T> the type it would have answered
     */
    record Failed<T>(CallFailure failure) implements Answer<T> {
        @Override
        public <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed) {
            return failed.apply(this);
        }
    }

    /** The same answer about something else. */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        return fold(ok -> new Ok<>(change.apply(ok.value())), failed -> new Failed<>(failed.failure()));
    }
}
