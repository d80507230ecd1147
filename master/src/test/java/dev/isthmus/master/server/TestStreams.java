package dev.isthmus.master.server;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that opens a stream for a path that begins with {@code /stream}, answers others with what they sent, and shows all to a test. */
final class TestStreams implements AutoCloseable {

    /** One stream, as the server side sees it. */
    record Opened(String path, RecordStream stream, BlockingQueue<String> broken) {

        void send(String text) {
            stream.send(new Text(text));
        }

        /** Whether it is told, within this time, that the stream has broken. */
        boolean breaksWithin(long millis) throws InterruptedException {
            return broken.poll(millis, TimeUnit.MILLISECONDS) != null;
        }
    }

    record Text(String text) implements OutgoingRecord {

        @Override
        public int size() {
            return text.length();
        }

        @Override
        public byte[] encode() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();

    TestStreams(ServerLimits limits) throws IOException {
        this(limits, Optional.empty());
    }

    TestStreams(ServerLimits limits, Optional<TlsFiles> tls) throws IOException {
        server = HttpServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls, limits, this::handle);
    }

    private void handle(HttpRequest request, Exchange exchange) {
        if (request.target().equals("/fail")) {
            throw new IllegalStateException("planted");
        }
        if (request.target().equals("/missing-class")) {
            throw new NoClassDefFoundError("planted");
        }
        if (request.target().startsWith("/stream")) {
            BlockingQueue<String> broken = new LinkedBlockingQueue<>();
            RecordStream stream = exchange.stream(
                    HttpAnswer.empty(200).with("Content-Type", "application/json"), () -> broken.add("broken"));
            opened.add(new Opened(request.target(), stream, broken));
        } else {
            exchange.answer(HttpAnswer.text(
                    200,
                    request.method() + " " + request.target() + " "
                            + request.body().toStringUtf8()));
        }
    }

    InetSocketAddress address() {
        return server.address();
    }

    RawConnection connect() throws IOException {
        return RawConnection.to(address());
    }

    /** The next stream that a client has asked for. */
    Opened next() throws InterruptedException {
        Opened next = opened.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody has asked for a stream");
        }
        return next;
    }

    /** Asks for a stream on a connection, and reads the head of the answer. */
    Opened open(RawConnection client, String path) throws IOException, InterruptedException {
        client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        client.head();
        return next();
    }

    @Override
    public void close() {
        server.close();
    }
}
