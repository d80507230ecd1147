package dev.isthmus.master.json;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.protobuf.Message;
import java.util.function.Function;

/**
 * What a text is read as: a message, or one of the two errors that Mesos tells apart.
 *
 * @param <M> the type of the message
 */
public sealed interface JsonResult<M extends Message> {

    /** Calls the function of its kind. */
    <R> R fold(Function<? super M, R> good, Function<String, R> notJson, Function<String, R> notConvertible);

    /** A message with all its required fields. */
    record Good<M extends Message>(M message) implements JsonResult<M> {

        public Good {
            requireNonNull(message, "message");
        }

        @Override
        public <R> R fold(
                Function<? super M, R> good, Function<String, R> notJson, Function<String, R> notConvertible) {
            return good.apply(message);
        }
    }

    /**
     * Not JSON at all.
     *
     * @param why as Mesos says it after {@code Failed to parse body into JSON: }
     */
    record NotJson<M extends Message>(String why) implements JsonResult<M> {

        public NotJson {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(
                Function<? super M, R> good, Function<String, R> notJson, Function<String, R> notConvertible) {
            return notJson.apply(why);
        }
    }

    /**
     * JSON, but not of this message.
     *
     * @param why as Mesos says it after {@code Failed to convert JSON into Call protobuf: }
     */
    record NotConvertible<M extends Message>(String why) implements JsonResult<M> {

        public NotConvertible {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(
                Function<? super M, R> good, Function<String, R> notJson, Function<String, R> notConvertible) {
            return notConvertible.apply(why);
        }
    }
}
