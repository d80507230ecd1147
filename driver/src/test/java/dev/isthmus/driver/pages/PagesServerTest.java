package dev.isthmus.driver.pages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server before the pages, over sockets. */
@Timeout(60)
class PagesServerTest {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();

    private PagesServer server(PagesServer.Pages pages, Duration longest, Duration patience) throws IOException {
        PageThreads threads = new PageThreads(timers, longest);
        PagesServer server =
                new PagesServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, threads, patience);
        open.add(server);
        open.add(threads);
        return server;
    }

    private PagesServer server(PagesServer.Pages pages) throws IOException {
        return server(pages, Duration.ofSeconds(30), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        timers.shutdownNow();
    }

    private static CompletableFuture<HttpAnswer> answered(String body) {
        return CompletableFuture.completedFuture(HttpAnswer.text(200, body).with("X", "y"));
    }

    @Test
    void a_request_is_read_with_its_headers_and_its_answer_is_sent_whole() throws Exception {
        CompletableFuture<HttpRequest> read = new CompletableFuture<>();
        PagesServer server = server(request -> {
            read.complete(request);
            return answered("one\n");
        });
        String answer = RawClient.ask(server.address(), "GET", "/a?b=%20c", "Host: h", "Accept: x", "Accept: z");
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("X: y\r\n").endsWith("\r\n\r\none\n");
        HttpRequest request = read.get();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/a?b=%20c");
        Headers headers = request.headers();
        assertThat(headers.last("host")).hasValue("h");
        assertThat(headers.joined("accept")).hasValue("x,z");
    }

    @Test
    void head_is_answered_with_the_length_and_without_the_body() throws IOException {
        PagesServer server = server(request -> answered("four"));
        String answer = RawClient.ask(server.address(), "HEAD", "/", "Host: h");
        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 4\r\n");
        assertThat(RawClient.body(answer)).isEmpty();
    }

    @Test
    void who_waits_for_too_long_is_told_so() throws IOException {
        PagesServer server =
                server(request -> new CompletableFuture<>(), Duration.ofSeconds(30), Duration.ofMillis(10));
        String answer = RawClient.get(server.address(), "/state");
        assertThat(RawClient.status(answer)).isEqualTo(503);
        assertThat(RawClient.body(answer)).startsWith("The driver is busy");
    }

    @Test
    void a_page_that_fails_fails_alone() throws IOException {
        PagesServer server = server(request -> {
            if (request.target().equals("/bad")) {
                throw new IllegalStateException("planted");
            }
            return answered("good");
        });
        assertThat(RawClient.status(RawClient.get(server.address(), "/bad"))).isEqualTo(500);
        assertThat(RawClient.body(RawClient.get(server.address(), "/good"))).isEqualTo("good");
    }

    /** More of them than there are threads; each would keep one for ever. */
    @Test
    void who_sends_half_a_request_is_cut_off_and_others_are_served() throws IOException {
        PagesServer server = server(request -> answered("served"), Duration.ofMillis(300), Duration.ofSeconds(20));
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = RawClient.connect(server.address());
            open.add(socket);
            socket.getOutputStream().write("GET /st".getBytes(ISO_8859_1));
            slow.add(socket);
        }
        assertThat(RawClient.body(RawClient.get(server.address(), "/state"))).isEqualTo("served");
        for (Socket socket : slow) {
            assertThat(ended(socket)).isTrue();
        }
    }

    /** Whether the other side has closed it. */
    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            // It was not polite about it.
            return true;
        }
    }

    @Test
    void an_address_that_somebody_has_cannot_be_had() throws IOException {
        PagesServer first = server(request -> answered("first"));
        PageThreads threads = new PageThreads(timers, Duration.ofSeconds(30));
        open.add(threads);
        assertThatThrownBy(() ->
                        new PagesServer(first.address(), request -> answered("x"), threads, Duration.ofSeconds(1)))
                .isInstanceOf(BindException.class);
    }

    @Test
    void its_threads_are_daemons() throws IOException, ExecutionException, InterruptedException {
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        PagesServer server = server(request -> {
            daemon.complete(Thread.currentThread().isDaemon());
            return answered("x");
        });
        RawClient.get(server.address(), "/");
        assertThat(daemon.get()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }
}
