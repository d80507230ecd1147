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
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback interface that reads AWS JSON 1.1 requests of ECS. It listens from the moment it is made. All
 * its threads are daemons: a test that forgets to close it does not keep the JVM alive. Signatures are not checked.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WireServer.class.getName());
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
    private final List<WireService> services;
    private final AtomicLong requests = new AtomicLong();

    /**
     * Starts to listen.
     *
     * @param port the port, or 0 for a free one
     * @param services the first is the one whose form errors have that are of none
     * @throws UncheckedIOException if the port cannot be had
     */
    public WireServer(int port, List<WireService> services) {
        this.services = List.copyOf(services);
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
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            WireService service = services.stream()
                    .filter(one -> target != null && target.startsWith(one.targetPrefix()))
                    .findFirst()
                    .orElse(services.get(0));
            WireHandler.Answer answer = answer(exchange, service, target);
            if (answer instanceof WireHandler.Answer.Json json) {
                send(exchange, service, json);
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

    private WireHandler.Answer answer(HttpExchange exchange, WireService service, @Nullable String target)
            throws IOException {
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
        if (target == null || !target.startsWith(service.targetPrefix())) {
            return error(new ServiceError(
                    "UnknownOperationException",
                    400,
                    "The header X-Amz-Target must be " + service.targetPrefix() + "<operation>, not " + target,
                    Map.of()));
        }
        try {
            return service.handler()
                    .handle(target.substring(service.targetPrefix().length()), body);
        } catch (ServiceError e) {
            return error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The fake cluster failed at " + target, e);
            return error(new ServiceError("ServerException", 500, "The fake cluster failed: " + e, Map.of()));
        }
    }

    private void send(HttpExchange exchange, WireService service, WireHandler.Answer.Json answer) throws IOException {
        byte[] bytes = ModelCodec.text(answer.body()).getBytes(StandardCharsets.UTF_8);
        String requestId = new UUID(0, requests.incrementAndGet()).toString();
        exchange.getResponseHeaders().set("Content-Type", service.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
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
