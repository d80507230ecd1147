package dev.isthmus.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void what_is_no_request_is_400() throws IOException {
        client.send("\u0016\u0003\u0001 hello\r\n\r\n");
        assertThat(client.answer()).isEqualTo("400 Failed to parse the request");
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void a_handler_that_fails_is_503_and_the_connection_goes_on() throws IOException {
        assertThat(client.post("/fail", "").answer()).isEqualTo("503 503 Service Unavailable.");
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
