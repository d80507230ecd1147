package dev.isthmus.master.http;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;

/**
 * An answer, or the head of one that goes on as a stream.
 *
 * @param status the status of HTTP
 * @param headers the lines that Mesos sets; length and transfer encoding are the server's
 * @param bytes the body; may be empty
 */
public record HttpAnswer(int status, Headers headers, ByteString bytes) {

    /** Checks the status. */
    public HttpAnswer {
        requireNonNull(headers, "headers");
        requireNonNull(bytes, "bytes");
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("no status of HTTP: " + status);
        }
    }

    /** With a text as its body. */
    public HttpAnswer(int status, Headers headers, String body) {
        this(status, headers, ByteString.copyFromUtf8(body));
    }

    /** The body, read as a text. */
    public String body() {
        return bytes.toStringUtf8();
    }

    /** An answer with a text. */
    public static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, Headers.NONE.with("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** An answer without a body. */
    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Headers.NONE, "");
    }

    /** What an asynchronous call is answered. */
    public static HttpAnswer accepted() {
        return empty(202);
    }

    /** The sender is wrong, and hears why. */
    public static HttpAnswer badRequest(String why) {
        return text(400, why);
    }

    /** The sender may not, and hears why. */
    public static HttpAnswer forbidden(String why) {
        return text(403, why);
    }

    /** This master cannot, at the moment, and says why. */
    public static HttpAnswer unavailable(String why) {
        return text(503, why);
    }

    /** This master cannot, at the moment. */
    public static HttpAnswer unavailable() {
        return unavailable("503 Service Unavailable.");
    }

    /** To a call whose step fails, which none should. */
    public static HttpAnswer failed() {
        return text(500, "The master failed on this call. Its log says why.");
    }

    /** No route leads there. */
    public static HttpAnswer notFound() {
        return text(404, "404 Not Found.");
    }

    /** Nothing there is done by this method. */
    public static HttpAnswer notAllowed(List<String> allowed, String method) {
        return text(
                        405,
                        "405 Method Not Allowed. Expecting one of { '" + String.join("', '", allowed)
                                + "' }, but received '" + method + "'.")
                .with("Allow", String.join(", ", allowed));
    }

    /** Nothing is done for this. */
    public static HttpAnswer notImplemented() {
        return text(501, "501 Not Implemented.");
    }

    /** The same with one header line more. */
    public HttpAnswer with(String name, String value) {
        return new HttpAnswer(status, headers.with(name, value), bytes);
    }
}
