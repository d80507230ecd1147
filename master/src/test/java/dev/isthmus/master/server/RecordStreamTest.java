package dev.isthmus.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.server.TestStreams.Opened;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams: how records arrive, how it is noticed that a client has left, and what becomes of one that is slow. */
@Timeout(60)
class RecordStreamTest {

    private TestStreams server;
    private RawConnection client;

    @BeforeEach
    void connect() throws IOException {
        server = new TestStreams(ServerLimits.DEFAULT.withBacklog(100_000, 1_000_000_000));
        client = server.connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void fact_10_each_record_is_one_chunk_even_those_sent_at_once() throws Exception {
        Opened stream = server.open(client, "/stream");
        stream.send("{\"type\":\"SUBSCRIBED\"}");
        stream.send("{\"type\":\"HEARTBEAT\"}");
        stream.send("x".repeat(90_000));
        assertThat(client.chunk()).isEqualTo("21\n{\"type\":\"SUBSCRIBED\"}");
        assertThat(client.chunk()).isEqualTo("20\n{\"type\":\"HEARTBEAT\"}");
        assertThat(client.chunk()).isEqualTo("90000\n" + "x".repeat(90_000));
    }

    @Test
    void fact_08_a_stream_is_chunked_and_never_compressed() throws Exception {
        client.send("POST /stream HTTP/1.1\r\nAccept-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.head())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\ntransfer-encoding: chunked\r\n", "\r\nContent-Type: application/json\r\n")
                .doesNotContainIgnoringCase("content-encoding")
                .doesNotContainIgnoringCase("content-length");
        server.next().send("a");
        assertThat(client.event()).isEqualTo("a");
    }

    @Test
    void fact_05_connection_close_does_not_end_a_stream() throws Exception {
        Opened stream = server.open(client, "/stream");
        stream.send("a");
        assertThat(client.event()).isEqualTo("a");
        stream.send("b");
        assertThat(client.event()).isEqualTo("b");
        stream.stream().end();
        assertThat(client.chunk()).isEmpty();
        assertThat(client.rest()).as("after its end it does").isEmpty();
    }

    @Test
    void after_the_end_of_a_stream_the_connection_serves_again() throws Exception {
        client.post("/stream", "").head();
        Opened stream = server.next();
        stream.send("a");
        stream.stream().end();
        stream.send("never");
        assertThat(client.event()).isEqualTo("a");
        assertThat(client.chunk()).isEmpty();
        assertThat(client.post("/b", "").answer()).isEqualTo("200 POST /b ");
        client.reset();
        assertThat(stream.breaksWithin(100)).isFalse();
    }

    @Test
    void a_client_of_http_1_0_gets_records_without_chunks() throws Exception {
        client.send("POST /stream HTTP/1.0\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.head()).doesNotContainIgnoringCase("chunked");
        Opened stream = server.next();
        stream.send("a");
        stream.stream().end();
        assertThat(client.rest()).isEqualTo("1\na");
    }

    @Test
    void fact_13_a_fin_is_noticed_within_a_second_while_nothing_is_sent() throws Exception {
        Opened stream = server.open(client, "/stream");
        client.close();
        assertThat(stream.breaksWithin(1000)).isTrue();
    }

    @Test
    void fact_13_a_reset_is_noticed_within_a_second_while_nothing_is_sent() throws Exception {
        Opened stream = server.open(client, "/stream");
        client.reset();
        assertThat(stream.breaksWithin(1000)).isTrue();
    }

    @Test
    void a_client_that_takes_nothing_any_more_is_cut_off_in_time() throws Exception {
        ServerLimits strict = ServerLimits.DEFAULT.withTimes(Duration.ofMinutes(1), Duration.ofMillis(300));
        try (TestStreams impatient = new TestStreams(strict);
                RawConnection stuck = RawConnection.slow(impatient.address())) {
            Opened stream = impatient.open(stuck, "/stream");
            stream.send("x".repeat(20_000_000));
            assertThat(stream.breaksWithin(10_000)).isTrue();
        }
    }

    @Test
    void a_client_that_lets_too_much_wait_is_cut_off_and_nobody_else_is_hurt() throws Exception {
        try (RawConnection slow = RawConnection.slow(server.address())) {
            Opened slowStream = server.open(slow, "/stream/slow");
            Opened stream = server.open(client, "/stream");
            int sent = 0;
            while (!slowStream.breaksWithin(0)) {
                slowStream.send("x".repeat(10_000));
                stream.send("event " + sent);
                assertThat(client.event()).isEqualTo("event " + sent);
                sent++;
                assertThat(sent)
                        .as("records of 10 kB, of which a limit of 100 kB lets wait")
                        .isLessThan(5_000);
            }
            stream.send("still here");
            assertThat(client.event()).isEqualTo("still here");
            assertThat(stream.breaksWithin(0)).isFalse();
        }
    }

    @Test
    void one_record_alone_may_be_larger_than_the_limit() throws Exception {
        Opened stream = server.open(client, "/stream");
        stream.send("x".repeat(200_000));
        assertThat(client.event()).hasSize(200_000);
    }

    @Test
    void what_waits_behind_a_record_that_is_larger_than_the_limit_counts_alone() throws Exception {
        try (TestStreams small = new TestStreams(ServerLimits.DEFAULT.withBacklog(100_000, 50_000_000));
                RawConnection slow = RawConnection.slow(small.address())) {
            Opened stream = small.open(slow, "/stream");
            stream.send("x".repeat(20_000_000));
            stream.send("y".repeat(60_000));
            assertThat(slow.event()).hasSize(20_000_000);
            assertThat(slow.event()).hasSize(60_000);
            assertThat(stream.breaksWithin(0)).isFalse();
        }
    }

    @Test
    void a_client_that_takes_a_long_record_slowly_is_not_cut_off() throws Exception {
        ServerLimits strict = ServerLimits.DEFAULT.withTimes(Duration.ofMinutes(1), Duration.ofSeconds(1));
        try (TestStreams impatient = new TestStreams(strict);
                RawConnection slow = RawConnection.slow(impatient.address())) {
            Opened stream = impatient.open(slow, "/stream");
            stream.send("x".repeat(20_000_000));
            int taken = 0;
            while (taken < 10_000_000) {
                assertThat(stream.breaksWithin(20)).isFalse();
                taken += slow.chunk().length();
            }
        }
    }

    @Test
    void when_all_wait_for_too_much_the_one_with_the_most_makes_room() throws Exception {
        try (TestStreams shared = new TestStreams(ServerLimits.DEFAULT.withBacklog(30_000_000, 50_000_000));
                RawConnection hoarder = RawConnection.slow(shared.address());
                RawConnection other = RawConnection.slow(shared.address());
                RawConnection last = RawConnection.slow(shared.address())) {
            Opened most = shared.open(hoarder, "/stream/most");
            Opened less = shared.open(other, "/stream/less");
            Opened least = shared.open(last, "/stream/least");
            most.send("x".repeat(25_000_000));
            less.send("x".repeat(20_000_000));
            least.send("x".repeat(15_000_000));
            assertThat(most.breaksWithin(10_000)).isTrue();
            assertThat(last.event()).hasSize(15_000_000);
            assertThat(other.event()).hasSize(20_000_000);
            assertThat(less.breaksWithin(0) || least.breaksWithin(0)).isFalse();
        }
    }

    @Test
    void another_request_on_a_stream_s_connection_breaks_it() throws Exception {
        Opened stream = server.open(client, "/stream");
        client.send("GET / HTTP/1.1\r\n\r\n");
        assertThat(stream.breaksWithin(1000)).isTrue();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void closing_the_server_breaks_its_streams() throws Exception {
        Opened stream = server.open(client, "/stream");
        server.close();
        assertThat(stream.breaksWithin(0)).isTrue();
        assertThat(client.rest()).isEmpty();
        stream.send("into the void");
        stream.stream().end();
    }

    @Test
    void a_request_is_answered_once() throws Exception {
        try (HttpServer twice = HttpServer.open(
                        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0),
                        java.util.Optional.empty(),
                        ServerLimits.DEFAULT,
                        (request, exchange) -> {
                            exchange.answer(dev.isthmus.master.http.HttpAnswer.accepted());
                            assertThatThrownBy(() -> exchange.answer(dev.isthmus.master.http.HttpAnswer.accepted()))
                                    .isInstanceOf(IllegalStateException.class);
                        });
                RawConnection one = RawConnection.to(twice.address())) {
            assertThat(one.post("/", "").answer()).isEqualTo("202 ");
        }
    }
}
