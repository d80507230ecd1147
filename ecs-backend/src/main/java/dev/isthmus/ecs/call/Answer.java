package dev.isthmus.ecs.call;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The result of a call.
 *
 * @param <T> the result if the call succeeds
 */
public sealed interface Answer<T> {

    /** Applies the function of its case. */
    <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed);

    /** Runs the action of its case. */
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
     * The call succeeded.
     *
     * @param value the result
     * @param <T> the type of the result
     */
    record Ok<T>(T value) implements Answer<T> {
        @Override
        public <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed) {
            return ok.apply(this);
        }
    }

    /**
     * The call failed.
     *
     * @param failure why
     * @param <T> the type of the result that is missing
     */
    record Failed<T>(CallFailure failure) implements Answer<T> {
        @Override
        public <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Failed<T>, ? extends R> failed) {
            return failed.apply(this);
        }
    }

    /** Why the call failed; empty: it succeeded. */
    default Optional<CallFailure> problem() {
        return fold(ok -> Optional.empty(), failed -> Optional.of(failed.failure()));
    }

    /** Converts the result of a call that succeeded. */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        return fold(ok -> new Ok<>(change.apply(ok.value())), failed -> new Failed<>(failed.failure()));
    }
}
