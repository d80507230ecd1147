package dev.isthmus.master.gate;

import static java.util.Objects.requireNonNull;

/**
 * An answer, or the head of one that goes on as a stream.
 *
 * @param status the status of HTTP
 * @param headers the lines that Mesos sets; length and transfer encoding are the server's
 * @param body the text; may be empty
 */
public record Answer(int status, Headers headers, String body) {

    /** Checks the status. */
    public Answer {
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("no status of HTTP: " + status);
        }
    }

    static Answer text(int status, String body) {
        return new Answer(status, Headers.NONE.with("Content-Type", "text/plain; charset=utf-8"), body);
    }

    static Answer empty(int status) {
        return new Answer(status, Headers.NONE, "");
    }

    static Answer accepted() {
        return empty(202);
    }

    static Answer badRequest(String why) {
        return text(400, why);
    }

    static Answer forbidden(String why) {
        return text(403, why);
    }

    static Answer unavailable(String why) {
        return text(503, why);
    }

    static Answer notFound() {
        return text(404, "404 Not Found.");
    }

    static Answer notImplemented() {
        return text(501, "501 Not Implemented.");
    }

    Answer with(String name, String value) {
        return new Answer(status, headers.with(name, value), body);
    }
}
