package dev.isthmus.operator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service of AWS, or a master, that answers what a test says: by the operation of {@code X-Amz-Target}, or by the path. */
public final class AwsStub implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new TreeMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {}

    /** Answers nothing yet but 404. */
    public AwsStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String asked =
                    target == null ? exchange.getRequestURI().getPath() : target.substring(target.indexOf('.') + 1);
            bodies.add(asked + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Deque<Answer> in = answers.getOrDefault(asked, new ArrayDeque<>(List.of(new Answer(404, "{}"))));
            Answer answer = in.size() > 1 ? in.removeFirst() : in.getFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** From now on this is answered so. */
    public AwsStub answer(String asked, int status, String body) {
        answers.put(asked, new ArrayDeque<>(List.of(new Answer(status, body))));
        return this;
    }

    /** After what it is answered so far, once, this is answered. */
    public AwsStub then(String asked, int status, String body) {
        answers.get(asked).addLast(new Answer(status, body));
        return this;
    }

    /** Where it is. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked: the operation or path, a space and the body. */
    public List<String> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
