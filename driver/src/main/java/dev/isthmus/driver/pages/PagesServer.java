package dev.isthmus.driver.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server before pages: it listens from the moment it is made. Requests have no body that anybody reads. Its threads are daemons. */
final class PagesServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    private static final HttpAnswer BUSY =
            HttpAnswer.unavailable("The driver is busy: its framework has kept its thread all the while. Ask again.");

    /** What is behind the server. */
    @FunctionalInterface
    interface Pages {

        /** Answers a request, later perhaps; never throws. */
        CompletableFuture<HttpAnswer> answer(HttpRequest request);
    }

    private final HttpServer server;
    private final Pages pages;
    private final Duration patience;

    /**
     * Listens.
     *
     * @param threads run what is asked for; stay open when the server is closed
     * @param patience how long a request waits for its answer before it is told that there is none yet
     * @throws IOException if the address cannot be had
     */
    PagesServer(InetSocketAddress address, Pages pages, PageThreads threads, Duration patience) throws IOException {
        this.pages = pages;
        this.patience = patience;
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        start();
    }

    /** The thread that waits for connections is a daemon if the one is that starts it. */
    private void start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        PageThreads.daemon(() -> {
                    try {
                        server.start();
                        started.complete(null);
                    } catch (RuntimeException e) {
                        started.completeExceptionally(e);
                    }
                })
                .start();
        try {
            started.join();
        } catch (CompletionException e) {
            server.stop(0);
            throw e;
        }
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(request(exchange)));
        }
    }

    private static HttpRequest request(HttpExchange exchange) {
        Headers headers = Headers.NONE;
        for (Map.Entry<String, List<String>> line : exchange.getRequestHeaders().entrySet()) {
            for (String value : line.getValue()) {
                headers = headers.with(line.getKey(), value);
            }
        }
        return new HttpRequest(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, ByteString.EMPTY);
    }

    private HttpAnswer answer(HttpRequest request) {
        try {
            return pages.answer(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("no answer to {} within {}", request.target(), patience, e);
            return BUSY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BUSY;
        } catch (ExecutionException | RuntimeException e) {
            log.error("a request for {} could not be answered; this is a defect of Isthmus", request.target(), e);
            return HttpAnswer.failed();
        }
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        answer.headers().lines().forEach(line -> exchange.getResponseHeaders().add(line.name(), line.value()));
        int size = answer.bytes().size();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(size));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (size == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), size);
            OutputStream body = exchange.getResponseBody();
            answer.bytes().writeTo(body);
        }
    }

    /** Listens no longer, and closes all connections. */
    @Override
    public void close() {
        server.stop(0);
    }
}
