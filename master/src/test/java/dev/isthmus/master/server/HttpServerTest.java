package dev.isthmus.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests and answers, by a client that speaks byte by byte. */
@Timeout(60)
class HttpServerTest {

    private static final ServerLimits LIMITS = ServerLimits.DEFAULT.withBody(1000);

    private TestStreams server;
    private RawConnection client;

    @BeforeEach
    void connect() throws IOException {
        server = new TestStreams(LIMITS);
        client = server.connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws IOException {
        assertThat(client.post("/a", "one").answer()).isEqualTo("200 POST /a one");
        assertThat(client.post("/b", "two").answer()).isEqualTo("200 POST /b two");
    }

    @Test
    void requests_that_come_at_once_are_answered_in_their_order() throws IOException {
        client.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");
        assertThat(client.answer()).isEqualTo("200 GET /1 ");
        assertThat(client.answer()).isEqualTo("200 GET /2 ");
        assertThat(client.answer()).isEqualTo("200 GET /3 ");
    }

    @Test
    void fact_05_a_request_may_come_in_chunks() throws IOException {
        client.send("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        client.send("2\r\nde\r\n0\r\n\r\n");
        assertThat(client.answer()).isEqualTo("200 POST /c abcde");
    }

    @Test
    void connection_close_closes_after_the_answer() throws IOException {
        client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(client.rest()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nconnection: close\r\n");
    }

    @Test
    void http_1_0_closes_unless_it_asks_to_stay() throws IOException {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.answer()).isEqualTo("200 GET / ");
        client.send("GET / HTTP/1.0\r\n\r\n");
        assertThat(client.rest()).endsWith("GET / ");
    }

    @Test
    void head_has_no_body() throws IOException {
        client.send("HEAD /x HTTP/1.1\r\n\r\n");
        assertThat(client.head()).contains("content-length: 8\r\n");
        assertThat(client.post("/y", "").answer()).isEqualTo("200 POST /y ");
    }

    @Test
    void a_body_beyond_the_limit_is_413() throws IOException {
        assertThat(client.post("/", " ".repeat(1000)).answer()).startsWith("200");
        client.send("POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n");
        assertThat(client.answer()).isEqualTo("413 The body has more than 1000 bytes");
    }

    @Test
    void a_body_in_chunks_beyond_the_limit_is_413_and_the_client_gets_to_read_it() throws IOException {
        String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
        client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk.repeat(40_000));
        assertThat(client.rest()).startsWith("HTTP/1.1 413 ").contains("\r\nconnection: close\r\n");
    }

    @Test
    void bodies_that_are_too_much_together_are_503() throws IOException {
        try (TestStreams small = new TestStreams(
                        new ServerLimits(1000, 1200, 1, 1, 10, Duration.ofMinutes(1), Duration.ofMinutes(1)));
                RawConnection one = small.connect();
                RawConnection other = small.connect()) {
            one.send("POST /1 HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
            assertThat(one.head()).startsWith("HTTP/1.1 100 Continue");
            one.send("x".repeat(999));
            // When it has been read, nobody is told.
            List<String> answers = new ArrayList<>();
            while (!answers.toString().contains("503") && answers.size() < 1000) {
                try (RawConnection next = small.connect()) {
                    answers.add(next.post("/2", " ".repeat(900)).answer());
                }
            }
            assertThat(answers).last().isEqualTo("503 Too many large requests at one time");
            one.send("x");
            assertThat(one.answer()).startsWith("200 POST /1 xxx");
            assertThat(other.post("/3", " ".repeat(900)).answer()).startsWith("200");
        }
    }

    @Test
    void a_header_beyond_the_limit_is_431() throws IOException {
        client.send("GET / HTTP/1.1\r\nX: " + "y".repeat(70_000) + "\r\n\r\n");
        assertThat(client.answer()).isEqualTo("431 The header of the request is too long");
    }

    @Test
    void a_first_line_beyond_the_limit_is_414() throws IOException {
        client.send("GET /" + "y".repeat(9_000) + " HTTP/1.1\r\n\r\n");
        assertThat(client.answer()).isEqualTo("414 The first line of the request is too long");
    }

    @Test
    void fact_08_a_large_answer_is_compressed_for_who_wants_it() throws IOException {
        String text = "x".repeat(990);
        for (String wanted : List.of("gzip", "deflate, GZIP;q=0.5", "*")) {
            client.post(
                    "/" + wanted.length(),
                    "Accept-Encoding: " + wanted + "\r\n",
                    (text + "yyyyyyyyyy").getBytes(UTF_8));
            String head = client.head();
            assertThat(RawConnection.header(head, "content-encoding"))
                    .as(wanted)
                    .isEmpty();
            client.body(head);
        }
        try (TestStreams large = new TestStreams(ServerLimits.DEFAULT);
                RawConnection other = large.connect()) {
            for (String wanted : List.of("gzip", "deflate, GZIP;q=0.5", "*")) {
                other.post(
                        "/a",
                        "Accept-Encoding: " + wanted + "\r\n",
                        text.repeat(300).getBytes(UTF_8));
                String head = other.head();
                assertThat(RawConnection.header(head, "content-encoding"))
                        .as(wanted)
                        .hasValue("gzip");
                assertThat(new String(inflated(other.body(head)), UTF_8)).isEqualTo("POST /a " + text.repeat(300));
            }
            for (String wanted : List.of("", "identity", "gzip;q=0", "*;q=0.0", "gzipped")) {
                other.post(
                        "/a",
                        "Accept-Encoding: " + wanted + "\r\n",
                        text.repeat(300).getBytes(UTF_8));
                assertThat(other.answer()).as(wanted).isEqualTo("200 POST /a " + text.repeat(300));
            }
            other.post("/a", "", text.repeat(300).getBytes(UTF_8));
            assertThat(other.answer()).hasSize(300 * 990 + 12);
        }
    }

    @Test
    void a_body_may_be_compressed_and_its_limit_is_that_of_what_is_in_it() throws IOException {
        client.post("/a", "Content-Encoding: gzip\r\n", deflated("x".repeat(1000)));
        assertThat(client.answer()).isEqualTo("200 POST /a " + "x".repeat(1000));
        client.post("/a", "Content-Encoding: gzip\r\n", deflated("x".repeat(1001)));
        assertThat(client.answer()).isEqualTo("413 The body has more than 1000 bytes");
        try (RawConnection next = server.connect()) {
            next.post("/a", "Content-Encoding: gzip\r\n", "no gzip".getBytes(UTF_8));
            assertThat(next.answer()).isEqualTo("400 Failed to decompress the body");
        }
        try (RawConnection next = server.connect()) {
            byte[] whole = deflated("x".repeat(1000));
            next.post("/a", "Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length - 9));
            assertThat(next.answer()).isEqualTo("400 Failed to decompress the body");
        }
        try (RawConnection next = server.connect()) {
            next.post("/a", "Content-Encoding: gzip\r\n", new byte[0]);
            assertThat(next.answer()).isEqualTo("400 Failed to decompress the body");
        }
    }

    @Test
    void a_compressed_body_is_bounded_however_many_pieces_it_has() throws IOException {
        try (TestStreams large = new TestStreams(ServerLimits.DEFAULT.withBody(20_000));
                RawConnection other = large.connect()) {
            other.post("/a", "Content-Encoding: gzip\r\n", deflated("x".repeat(20_000)));
            assertThat(other.answer()).hasSize(20_000 + 12);
            other.post("/a", "Content-Encoding: gzip\r\n", deflated("x".repeat(20_001)));
            assertThat(other.answer()).isEqualTo("413 The body has more than 20000 bytes");
        }
    }

    private static byte[] deflated(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    @Test
    void who_asks_and_takes_no_answer_is_cut_off_in_time() throws Exception {
        ServerLimits strict = ServerLimits.DEFAULT
                .withTimes(Duration.ofMinutes(1), Duration.ofMillis(300))
                .withConnections(1);
        try (TestStreams impatient = new TestStreams(strict);
                RawConnection stuck = RawConnection.slow(impatient.address())) {
            stuck.post("/large", "x".repeat(20_000_000));
            // Once it is cut off, there is room for another one.
            long begun = System.nanoTime();
            while (!serves(impatient)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            }
            assertThat(stuck.rest()).hasSizeLessThan(20_000_000);
        }
    }

    private static boolean serves(TestStreams server) throws IOException {
        try (RawConnection next = server.connect()) {
            return next.post("/b", "").answer().equals("200 POST /b ");
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void when_too_many_answers_wait_the_largest_makes_room() throws Exception {
        try (TestStreams shared = new TestStreams(ServerLimits.DEFAULT.withBacklog(1_000_000, 25_000_000));
                RawConnection hoarder = RawConnection.slow(shared.address());
                RawConnection other = RawConnection.slow(shared.address())) {
            hoarder.post("/most", "x".repeat(20_000_000));
            // From then on all of it waits, and is the most.
            hoarder.head();
            other.post("/less", "x".repeat(15_000_000));
            assertThat(other.answer()).hasSize(15_000_000 + 15);
            assertThat(hoarder.rest()).hasSizeLessThan(20_000_000);
        }
    }

    @Test
    void what_is_no_request_is_400() throws IOException {
        client.send("\u0016\u0003\u0001 hello\r\n\r\n");
        assertThat(client.answer()).isEqualTo("400 Failed to parse the request");
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void a_handler_that_fails_is_503_and_the_connection_goes_on() throws IOException {
        assertThat(client.post("/fail", "").answer()).isEqualTo("503 503 Service Unavailable.");
        assertThat(client.post("/missing-class", "").answer()).isEqualTo("503 503 Service Unavailable.");
        assertThat(client.post("/a", "").answer()).isEqualTo("200 POST /a ");
    }

    @Test
    void a_request_that_does_not_arrive_in_time_is_408_and_an_idle_connection_is_closed() throws IOException {
        ServerLimits impatient = LIMITS.withTimes(Duration.ofMillis(200), Duration.ofMinutes(1));
        try (TestStreams small = new TestStreams(impatient);
                RawConnection idle = small.connect();
                RawConnection trickling = small.connect()) {
            trickling.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nx");
            assertThat(trickling.answer()).isEqualTo("408 The request did not arrive in time");
            assertThat(idle.rest()).isEmpty();
        }
    }

    @Test
    void one_connection_too_many_is_closed_at_once() throws IOException {
        try (TestStreams small = new TestStreams(LIMITS.withConnections(1));
                RawConnection first = small.connect()) {
            assertThat(first.post("/a", "").answer()).startsWith("200");
            try (RawConnection second = small.connect()) {
                assertThat(second.rest()).isEmpty();
            }
            assertThat(first.post("/b", "").answer()).startsWith("200");
        }
    }

    @Test
    void an_address_that_is_taken_is_named() {
        assertThatThrownBy(() -> HttpServer.open(server.address(), Optional.empty(), LIMITS, (request, exchange) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot listen on")
                .hasMessageContaining(String.valueOf(server.address().getPort()));
    }
}
