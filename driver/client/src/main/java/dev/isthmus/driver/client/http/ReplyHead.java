package dev.isthmus.driver.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The status and the headers of an answer. */
final class ReplyHead {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

    /** Of all headers together; nobody sends more. */
    private static final int LONGEST = 64 * 1024;

    private final int status;
    private final Map<String, String> headers;

    private ReplyHead(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = headers;
    }

    /**
     * Reads one, and not a byte more.
     *
     * @throws EOFException if the connection ended before the first byte
     * @throws IOException if it ended later, or this is no HTTP
     */
    static ReplyHead read(InputStream from) throws IOException {
        int[] left = {LONGEST};
        Matcher first = STATUS.matcher(line(from, left));
        if (!first.matches()) {
            throw new IOException("it does not answer in HTTP");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(from, left); !line.isEmpty(); line = line(from, left)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        int status = Integer.parseInt(first.group(1));
        return status == 100 ? read(from) : new ReplyHead(status, headers);
    }

    /** Up to a newline, without it and a carriage return before it. */
    static String line(InputStream from, int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("it has closed the connection");
            }
            if (--left[0] < 0) {
                throw new IOException("it answers with headers that do not end");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    int status() {
        return status;
    }

    /** The last of these headers. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the connection can be used once more after the body. */
    boolean keepsAlive() {
        return !header("Connection").filter("close"::equalsIgnoreCase).isPresent() && hasEnd();
    }

    private boolean hasEnd() {
        return isChunked() || header("Content-Length").isPresent();
    }

    private boolean isChunked() {
        return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /** The body, which ends where the answer does. */
    InputStream body(InputStream from) throws IOException {
        if (isChunked()) {
            return new ReplyBody(from, 0, true);
        }
        Optional<String> length = header("Content-Length");
        try {
            return length.isPresent() ? new ReplyBody(from, Long.parseLong(length.get()), false) : from;
        } catch (NumberFormatException e) {
            throw new IOException("it answers with a Content-Length that is no number", e);
        }
    }
}
