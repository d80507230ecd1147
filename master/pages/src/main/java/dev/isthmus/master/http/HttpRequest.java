package dev.isthmus.master.http;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.protobuf.ByteString;

/**
 * A request, read whole.
 *
 * @param method as sent, such as {@code POST}
 * @param target as sent: the path with the query, or a whole URL
 * @param headers the header lines
 * @param body empty where there is none
 */
public record HttpRequest(String method, String target, Headers headers, ByteString body) {

    /** Checks that all is there. */
    public HttpRequest {
        requireNonNull(method, "method");
        requireNonNull(target, "target");
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
    }
}
