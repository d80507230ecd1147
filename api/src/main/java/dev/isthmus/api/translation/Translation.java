package dev.isthmus.api.translation;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The result of a translation: a value, or a refusal. An amount is never silently changed into another (law 5 of the laws of translation).
 *
 * @param <T> the type of the value
 */
public sealed interface Translation<T> {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Translated<T>, ? extends R> translated, Function<? super Refused<T>, ? extends R> refused);

    /** Does what its case asks for. */
    default void match(Consumer<? super Translated<T>> translated, Consumer<? super Refused<T>> refused) {
        fold(
                its -> {
                    translated.accept(its);
                    return true;
                },
                its -> {
                    refused.accept(its);
                    return true;
                });
    }

    /**
     * The value.
     *
     * @param failure made of the message of a refusal
     * @throws E if it was refused
     */
    <E extends Exception> T orElseThrow(Function<String, E> failure) throws E;

    /** It could be said in the other dialect. */
    record Translated<T>(T value) implements Translation<T> {
        @Override
        public <R> R fold(
                Function<? super Translated<T>, ? extends R> translated,
                Function<? super Refused<T>, ? extends R> refused) {
            return translated.apply(this);
        }

        @Override
        public void match(Consumer<? super Translated<T>> translated, Consumer<? super Refused<T>> refused) {
            translated.accept(this);
        }

        @Override
        public <R> Translation<R> map(Function<T, R> change) {
            return new Translated<>(change.apply(value));
        }

        @Override
        public <R> Translation<R> flatMap(Function<T, Translation<R>> next) {
            return next.apply(value);
        }

        @Override
        public <E extends Exception> T orElseThrow(Function<String, E> failure) {
            return value;
        }
    }

    /**
     * It could not.
     *
     * @param message names the value and the bound it breaks
     */
    record Refused<T>(String message) implements Translation<T> {
        @Override
        public <R> R fold(
                Function<? super Translated<T>, ? extends R> translated,
                Function<? super Refused<T>, ? extends R> refused) {
            return refused.apply(this);
        }

        @Override
        public <E extends Exception> T orElseThrow(Function<String, E> failure) throws E {
            throw failure.apply(message);
        }
    }

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
        return fold(translated -> next.apply(translated.value()), refused -> refused(refused.message()));
    }
}
