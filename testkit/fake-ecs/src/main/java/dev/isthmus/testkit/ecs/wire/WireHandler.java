package dev.isthmus.testkit.ecs.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers the requests of a {@link WireServer}. Called on the server's threads, several at a time; may block, which delays its own answer only. */
@FunctionalInterface
public interface WireHandler {
    /** Answers one request: the operation's bare name, as in {@code RunTask}, and the text of its body. */
    Answer handle(String operation, String body);

    /** What goes back to the client. */
    sealed interface Answer {
        /** An answer with a body. */
        record Json(int status, ObjectNode body) implements Answer {}

        /** No answer: the connection is closed without a byte. */
        record Dropped() implements Answer {}
    }
}
