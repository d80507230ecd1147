package dev.isthmus.ecs.call;

import java.util.function.Function;

/**
 * How a call came out.
 *
 * @param <T> what it answers when it succeeds
 */
public sealed interface Answer<T> {

    /**
     * It succeeded.
     *
     * @param value what it answered
     * @param <T> the type of that
     */
    record Ok<T>(T value) implements Answer<T> {}

    /**
     * It failed.
     *
     * @param failure how
     * @param <T> the type it would have answered
     */
    record Failed<T>(CallFailure failure) implements Answer<T> {}

    /** The same answer about something else. */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Ok<T> ok) {
            return new Ok<>(change.apply(ok.value()));
        }
        return new Failed<>(((Failed<T>) this).failure());
    }
}
