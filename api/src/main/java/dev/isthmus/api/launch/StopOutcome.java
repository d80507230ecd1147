package dev.isthmus.api.launch;

import dev.isthmus.api.failure.BackendFailure;
import java.util.function.Consumer;
import java.util.function.Function;

/** The result of a request to stop a task. */
public sealed interface StopOutcome {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Accepted, ? extends R> accepted,
            Function<? super NotFound, ? extends R> notFound,
            Function<? super Failed, ? extends R> failed);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Accepted> accepted, Consumer<? super NotFound> notFound, Consumer<? super Failed> failed) {
        fold(
                its -> {
                    accepted.accept(its);
                    return true;
                },
                its -> {
                    notFound.accept(its);
                    return true;
                },
                its -> {
                    failed.accept(its);
                    return true;
                });
    }

    /** The backend has been told, or will be as soon as it can be; that the task has ended comes as an event. */
    record Accepted() implements StopOutcome {
        @Override
        public <R> R fold(
                Function<? super Accepted, ? extends R> accepted,
                Function<? super NotFound, ? extends R> notFound,
                Function<? super Failed, ? extends R> failed) {
            return accepted.apply(this);
        }
    }

    /** There is no such task that could be stopped: none was launched, or it has ended (R-TL-15). */
    record NotFound() implements StopOutcome {
        @Override
        public <R> R fold(
                Function<? super Accepted, ? extends R> accepted,
                Function<? super NotFound, ? extends R> notFound,
                Function<? super Failed, ? extends R> failed) {
            return notFound.apply(this);
        }
    }

    /** The backend refused for good. */
    record Failed(BackendFailure failure) implements StopOutcome {
        @Override
        public <R> R fold(
                Function<? super Accepted, ? extends R> accepted,
                Function<? super NotFound, ? extends R> notFound,
                Function<? super Failed, ? extends R> failed) {
            return failed.apply(this);
        }
    }
}
