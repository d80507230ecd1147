package dev.isthmus.master.page;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of the page. What it may do is in its header: run scripts of the master's own files alone, and be in no frame of others.
 *
 * @param type its media type
 * @param bytes what is in it
 * @param tag names this content; weak, as the server compresses it for some
 */
record PageFile(String type, ByteString bytes, String tag) {

    /** Nothing but the master's own files, and no text that becomes markup: names of tasks and messages come from strangers. */
    static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private static final List<Headers.Line> LINES = List.of(
            new Headers.Line("Cache-Control", "no-cache"),
            new Headers.Line("Content-Security-Policy", POLICY),
            new Headers.Line("Cross-Origin-Opener-Policy", "same-origin"),
            new Headers.Line("Cross-Origin-Resource-Policy", "same-origin"),
            new Headers.Line("Referrer-Policy", "same-origin"),
            new Headers.Line("X-Content-Type-Options", "nosniff"));

    PageFile {
        requireNonNull(type, "type");
        requireNonNull(bytes, "bytes");
        requireNonNull(tag, "tag");
    }

    static PageFile of(String type, byte[] bytes) {
        return new PageFile(
                type, ByteString.copyFrom(bytes), "W/\"" + digest(bytes).substring(0, 20) + "\"");
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Itself, or 304 to whoever has it. */
    HttpAnswer answer(HttpRequest request) {
        boolean isKnown = request.headers()
                .last("If-None-Match")
                .filter(tags ->
                        tags.equals("*") || List.of(tags.split("\\s*,\\s*", -1)).contains(tag))
                .isPresent();
        Headers headers = new Headers(LINES).with("ETag", tag);
        return isKnown
                ? new HttpAnswer(304, headers, ByteString.EMPTY)
                : new HttpAnswer(200, headers.with("Content-Type", type), bytes);
    }
}
