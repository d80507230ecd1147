package dev.isthmus.testkit.ecs.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An HTTP server on the loopback interface that reads AWS JSON 1.1 requests of ECS. It listens from the moment it is made. All
 * its threads are daemons: a test that forgets to close it does not keep the JVM alive. Signatures are not checked.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WireServer.class.getName());
    private static final String TARGET_PREFIX = "AmazonEC2ContainerServiceV20141113.";
    /** Answers whoever waits for the server to be up; it is no request to ECS, and is not counted. */
    private static final String HEALTH = "/_health";

    private static final int MAX_BODY = 4 * 1024 * 1024;

    static {
        // The JDK's server waits for the client's acknowledgement between headers and body (40 ms each answer) and
        // drops
        // idle connections after 30 s, in a race with a client that pools them. Both are set by system property only.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.idleInterval", "3600");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final WireHandler handler;
    private final AtomicLong requests = new AtomicLong();

    /**
     * Starts to listen.
     *
     * @param port the port, or 0 for a free one
     * @throws UncheckedIOException if the port cannot be had
     */
    public WireServer(int port, WireHandler handler) {
        this.handler = handler;
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "fake-ecs-http"));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            threads.shutdownNow();
            throw new UncheckedIOException(
                    "Cannot listen on port " + port + " of the loopback interface: " + e.getMessage()
                            + ". Name another, or 0 for one that is free",
                    e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        server.createContext(HEALTH, WireServer::health);
        startFromDaemon();
    }

    /** Where to send requests, as in {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The dispatcher thread inherits being a daemon from the thread that starts it. */
    private void startFromDaemon() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        daemon(
                        () -> {
                            try {
                                server.start();
                                started.complete(null);
                            } catch (RuntimeException e) {
                                started.completeExceptionally(e);
                            }
                        },
                        "fake-ecs-start")
                .start();
        try {
            started.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The HTTP server did not start", e.getCause());
        }
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            WireHandler.Answer answer = answer(exchange);
            if (answer instanceof WireHandler.Answer.Json json) {
                send(exchange, json);
            }
            // Closing an exchange that has no answer closes its connection.
        }
    }

    private static void health(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(HEALTH);
            boolean asks = Set.of("GET", "HEAD").contains(exchange.getRequestMethod());
            byte[] body = "{\"status\":\"UP\"}\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!known || !asks) {
                exchange.sendResponseHeaders(known ? 405 : 404, -1);
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private WireHandler.Answer answer(HttpExchange exchange) throws IOException {
        String body;
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                return error(new ServiceError("RequestEntityTooLarge", 413, "A body of over 4 MiB", Map.of()));
            }
            body = new String(bytes, StandardCharsets.UTF_8);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return error(new ServiceError("MethodNotAllowed", 405, "ECS operations are sent by POST", Map.of()));
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET_PREFIX)) {
            return error(new ServiceError(
                    "UnknownOperationException",
                    400,
                    "The header X-Amz-Target must be " + TARGET_PREFIX + "<operation>, not " + target,
                    Map.of()));
        }
        try {
            return handler.handle(target.substring(TARGET_PREFIX.length()), body);
        } catch (ServiceError e) {
            return error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The fake cluster failed at " + target, e);
            return error(new ServiceError("ServerException", 500, "The fake cluster failed: " + e, Map.of()));
        }
    }

    private void send(HttpExchange exchange, WireHandler.Answer.Json answer) throws IOException {
        byte[] bytes = ModelCodec.text(answer.body()).getBytes(StandardCharsets.UTF_8);
        String requestId = new UUID(0, requests.incrementAndGet()).toString();
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static WireHandler.Answer error(ServiceError error) {
        ObjectNode body = ModelCodec.encode(error);
        return new WireHandler.Answer.Json(error.status(), body);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
