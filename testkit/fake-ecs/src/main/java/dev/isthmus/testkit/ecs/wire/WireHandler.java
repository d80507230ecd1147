package dev.isthmus.testkit.ecs.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Answers the requests of a {@link WireServer}. Called on the server's threads, several at a time; may block, which delays its own answer only. */
@FunctionalInterface
public interface WireHandler {
    /** Answers one request: the operation's bare name, as in {@code RunTask}, and the text of its body. */
    Answer handle(String operation, String body);

    /** What goes back to the client. */
    sealed interface Answer {
        /** An answer with a body, and these headers besides what all answers have. */
        record Json(int status, ObjectNode body, Map<String, String> headers) implements Answer {
            /** Copies. */
            public Json {
                headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
            }

            /** Without headers of its own. */
            public Json(int status, ObjectNode body) {
                this(status, body, Map.of());
            }
        }

        /** No answer: the connection is closed without a byte. */
        record Dropped() implements Answer {}
    }
}
