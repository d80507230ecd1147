package dev.isthmus.api.translation;

import java.util.function.Function;

/**
 * What became of a translation: a value, or a refusal. An amount is never silently changed into another (law 5 of the laws of translation).
 *
 * @param <T> what was to be translated to
 */
public sealed interface Translation<T> {

    /** It could be said in the other dialect. */
    record Translated<T>(T value) implements Translation<T> {}

    /**
     * It could not.
     *
     * @param message names the value and the bound it breaks
     */
    record Refused<T>(String message) implements Translation<T> {}

    /** It could be said so. */
    static <T> Translation<T> of(T value) {
        return new Translated<>(value);
    }

    /** It could not be said, for this reason. */
    static <T> Translation<T> refused(String message) {
        return new Refused<>(message);
    }

    /** The value, if there is one, turned into something else. */
    default <R> Translation<R> map(Function<T, R> change) {
        return flatMap(value -> of(change.apply(value)));
    }

    /** The value, if there is one, translated further. */
    default <R> Translation<R> flatMap(Function<T, Translation<R>> next) {
        if (this instanceof Translated<T> translated) {
            return next.apply(translated.value());
        }
        return refused(((Refused<T>) this).message());
    }
}
