package dev.isthmus.master.shell;

import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.reading.LineStream;
import dev.isthmus.master.server.RawConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.zip.GZIPInputStream;

/** A framework that reads its stream by line and makes each call on a connection of its own. */
final class LineClient implements AutoCloseable {

    private static final int OK = 200;

    private final InetSocketAddress master;
    private final String headers;
    private final RawConnection connection;
    private final LineStream stream;
    private final String streamId;
    private final Queue<String> seen = new ArrayDeque<>();

    /**
     * Subscribes.
     *
     * @param headers of each request, each line with its end
     */
    LineClient(InetSocketAddress master, String headers, String subscribe) throws IOException {
        this.master = master;
        this.headers = headers;
        connection = RawConnection.to(master);
        String head = post(connection, HttpScheduler.PATH, "", subscribe).head();
        if (!head.startsWith("HTTP/1.1 " + OK)) {
            throw new AssertionError(head);
        }
        streamId = RawConnection.header(head, "mesos-stream-id").orElseThrow();
        stream = new LineStream(connection);
    }

    /** The next event of a type; those before it are seen and come to nothing. */
    String await(String type) throws IOException {
        String event = stream.event();
        while (!new FlatJson(event).text("type").equals(type)) {
            seen.add(event);
            event = stream.event();
        }
        seen.add(event);
        return event;
    }

    /** All that has been seen, in order. */
    Queue<String> seen() {
        return seen;
    }

    /** Makes a call, which must be taken. */
    void call(String json) throws IOException {
        try (RawConnection call = RawConnection.to(master)) {
            String answer = post(call, HttpScheduler.PATH, "Mesos-Stream-Id: " + streamId + "\r\n", json)
                    .answer();
            if (!answer.equals("202 ")) {
                throw new AssertionError(answer + " to " + json);
            }
        }
    }

    /** Posts nothing to a page, as mesos-compose does, and reads the answer. */
    FlatJson page(String path) throws IOException {
        try (RawConnection call = RawConnection.to(master)) {
            String head = post(call, path, "Mesos-Stream-Id: " + streamId + "\r\n", "")
                    .head();
            byte[] body = call.body(head);
            String text = new String(isCompressed(head) ? decompressed(body) : body, StandardCharsets.UTF_8);
            if (!head.startsWith("HTTP/1.1 " + OK + " ")) {
                throw new AssertionError(head + text);
            }
            return new FlatJson(text);
        }
    }

    /** Go's client and Python's requests accept gzip, and undo it before anybody sees it. */
    private static boolean isCompressed(String head) {
        return head.toLowerCase(Locale.ROOT).contains("content-encoding: gzip\r\n");
    }

    private static byte[] decompressed(byte[] body) throws IOException {
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return text.readAllBytes();
        }
    }

    private RawConnection post(RawConnection to, String path, String more, String body) throws IOException {
        return to.post(path, headers + more, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
