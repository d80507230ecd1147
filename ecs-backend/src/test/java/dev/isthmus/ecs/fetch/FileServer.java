package dev.isthmus.ecs.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback that has files, and every trouble that a server can have. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    FileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + authority() + path;
    }

    /** What was asked for, as it was written. */
    List<String> asked() {
        return asked;
    }

    FileServer file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    FileServer file(String path, byte[] content) {
        return on(path, exchange -> answer(exchange, 200, content));
    }

    FileServer status(String path, int status) {
        return on(path, exchange -> answer(exchange, status, "an error page".getBytes(StandardCharsets.UTF_8)));
    }

    FileServer redirect(String path, String to) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            answer(exchange, 302, new byte[0]);
        });
    }

    /** Each of these in turn, the last one for ever. */
    FileServer inTurn(String path, HttpHandler... answers) {
        return on(path, exchange -> {
            int before = (int) asked.stream().filter(path::equals).count() - 1;
            answers[Math.min(before, answers.length - 1)].handle(exchange);
        });
    }

    static HttpHandler answering(int status, String content) {
        return exchange -> answer(exchange, status, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Says that more comes than does. */
    static HttpHandler cutting() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("only the beginn".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Sends the beginning, and then nothing until the server is closed. */
    FileServer stalling(String path) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("only the beginn".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            stalled.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until somebody is being kept waiting. */
    void awaitStalled() throws InterruptedException {
        stalled.await();
    }

    FileServer on(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        HttpHandler handler = handlers.get(path);
        if (handler == null) {
            answer(exchange, 404, "an error page".getBytes(StandardCharsets.UTF_8));
        } else {
            handler.handle(exchange);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
