package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests of Mesos's {@code src/tests/scheduler_http_api_tests.cpp}, by their numbers in facts A8 and their names, over sockets. Left out are 10 to 12,
 * in which a driver inside a framework shares its registry with the master.
 */
@Timeout(60)
class SchedulerHttpApiTest {

    private static final String MALFORMED = "MALFORMED_CONTENT";

    private TestMaster master;
    private RawConnection client;

    @BeforeEach
    void start() throws IOException {
        master = new TestMaster(Optional.empty());
        client = master.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        master.close();
    }

    @Test
    void a8_01_authentication_required() throws IOException {
        byte[] call = subscribe(MediaType.JSON);
        try (TestMaster secured = new TestMaster(Optional.of(new Credentials(Map.of("p", "s"))));
                RawConnection stranger = secured.connect();
                RawConnection known = secured.connect()) {
            stranger.post(HttpScheduler.PATH, "Content-Type: application/json\r\n", call);
            String head = stranger.head();
            assertThat(head)
                    .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                    .contains("\r\nWWW-Authenticate: Basic realm=\"mesos-master-scheduler\"\r\n");
            String secret = Base64.getEncoder().encodeToString("p:s".getBytes(StandardCharsets.UTF_8));
            known.post(
                    HttpScheduler.PATH,
                    "Content-Type: application/json\r\nAuthorization: Basic " + secret + "\r\n",
                    call);
            assertThat(known.head()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void a8_02_no_content_type() throws IOException {
        assertThat(client.post(HttpScheduler.PATH, "", subscribe(MediaType.JSON))
                        .answer())
                .isEqualTo("400 Expecting 'Content-Type' to be present");
    }

    @Test
    void a8_03_valid_json_but_invalid_protobuf() throws IOException {
        assertThat(post(MediaType.JSON, "", "{\"string\": \"valid_json\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("400 Failed to validate scheduler::Call: Expecting 'type' to be present");
    }

    @ParameterizedTest
    @EnumSource
    void a8_04_malformed_content(MediaType type) throws IOException {
        assertThat(post(type, "", MALFORMED.getBytes(StandardCharsets.UTF_8)))
                .startsWith(
                        type == MediaType.JSON
                                ? "400 Failed to parse body into JSON: "
                                : "400 Failed to parse body into Call protobuf");
    }

    @ParameterizedTest
    @EnumSource
    void a8_05_unsupported_content_media_type(MediaType type) throws IOException {
        client.post(
                HttpScheduler.PATH,
                "Content-Type: application/unknown-content-type\r\nAccept: " + type.text() + "\r\n",
                subscribe(type));
        assertThat(client.answer())
                .isEqualTo("415 Expecting 'Content-Type' of application/json or application/x-protobuf");
    }

    @ParameterizedTest
    @EnumSource
    void a8_06_subscribe(MediaType type) throws Exception {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.subscribe(HttpScheduler.info().build());
            assertThat(scheduler.head())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("\r\ntransfer-encoding: chunked\r\n")
                    .contains("\r\nContent-Type: " + type.text() + "\r\n");
            assertThat(scheduler.stream()).hasSize(36);
            Event.Subscribed subscribed = scheduler.next(Event.Type.SUBSCRIBED).getSubscribed();
            assertThat(subscribed.getFrameworkId().getValue()).endsWith("-0000");
            assertThat(subscribed.getHeartbeatIntervalSeconds()).isEqualTo(15.0);
            assertThat(subscribed.getMasterInfo().getPort())
                    .isEqualTo(master.address().getPort());
            assertThat(subscribed.getMasterInfo().getIp()).isEqualTo(0x0100007f);
            scheduler.next(Event.Type.HEARTBEAT);
            assertThat(master.clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
            master.clock.advance(Duration.ofSeconds(15));
            scheduler.next(Event.Type.HEARTBEAT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_07_reject_framework_with_invalid_role(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            FrameworkInfo info = HttpScheduler.info()
                    .addRoles("/test/test1")
                    .addCapabilities(
                            FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                    .build();
            assertThat(scheduler.subscribe(info).head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(scheduler.next(Event.Type.ERROR).getError().getMessage())
                    .isEqualTo(
                            "'FrameworkInfo.roles' contains invalid role: Role '/test/test1' cannot start with a slash");
            assertThat(scheduler.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_08_subscribe_with_stream_id(MediaType type) throws IOException {
        assertThat(post(type, "Mesos-Stream-Id: x\r\n", subscribe(type)))
                .isEqualTo("400 Subscribe calls should not include the 'Mesos-Stream-Id' header");
    }

    @ParameterizedTest
    @EnumSource
    void a8_09_subscribed_on_retry(MediaType type) throws IOException {
        try (HttpScheduler first = master.scheduler(type);
                HttpScheduler second = master.scheduler(type)) {
            first.begin(HttpScheduler.info().build());
            FrameworkInfo known = HttpScheduler.info().setId(first.id()).build();
            second.subscribe(known);
            assertThat(second.next(Event.Type.SUBSCRIBED).getSubscribed().getFrameworkId())
                    .isEqualTo(first.id());
            second.next(Event.Type.HEARTBEAT);
            assertThat(second.stream()).isNotEqualTo(first.stream());
            assertThat(first.next(Event.Type.ERROR).getError().getMessage()).isEqualTo("Framework failed over");
            assertThat(first.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_13_not_acceptable(MediaType type) throws IOException {
        assertThat(post(type, "Accept: foo\r\n", subscribe(type)))
                .isEqualTo("406 Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'");
    }

    @ParameterizedTest
    @EnumSource
    void a8_14_no_accept_header(MediaType type) throws IOException {
        client.post(HttpScheduler.PATH, "Content-Type: " + type.text() + "\r\n", subscribe(type));
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nContent-Type: application/json\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void a8_15_default_accept(MediaType type) throws IOException {
        client.post(HttpScheduler.PATH, "Content-Type: " + type.text() + "\r\nAccept: */*\r\n", subscribe(type));
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nContent-Type: application/json\r\n");
        assertThat(client.event()).startsWith("{\"type\":\"SUBSCRIBED\"");
    }

    @Test
    void fact_02_two_accept_lines_are_one_list() throws IOException {
        String lines = "Accept: application/x-protobuf\r\nAccept: application/x-protobuf\r\n";
        client.post(HttpScheduler.PATH, "Content-Type: application/json\r\n" + lines, subscribe(MediaType.JSON));
        assertThat(client.head()).contains("\r\nContent-Type: application/x-protobuf\r\n");
    }

    @Test
    void a8_16_get_request() throws IOException {
        client.send("GET " + HttpScheduler.PATH + " HTTP/1.1\r\n\r\n");
        assertThat(client.answer())
                .isEqualTo("405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.");
    }

    @ParameterizedTest
    @EnumSource
    void a8_17_teardown_without_stream_id(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            assertThat(scheduler.post(teardown(scheduler.id()), ""))
                    .isEqualTo("400 All non-subscribe calls should include the 'Mesos-Stream-Id' header");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_18_teardown_wrong_stream_id(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            assertThat(scheduler.post(teardown(scheduler.id()), "Mesos-Stream-Id: x\r\n"))
                    .isEqualTo("400 The stream ID 'x' included in this request didn't match the stream ID currently"
                            + " associated with framework ID " + scheduler.id().getValue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_19_malformed_uuid(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            assertThat(scheduler.call(Call.Type.ACKNOWLEDGE, call -> {
                        call.getAcknowledgeBuilder().setUuid(ByteString.copyFromUtf8("bad uuid"));
                        call.getAcknowledgeBuilder().getAgentIdBuilder().setValue("a");
                        call.getAcknowledgeBuilder().getTaskIdBuilder().setValue("t");
                        return call;
                    }))
                    .isEqualTo("400 Failed to validate scheduler::Call: Not a valid UUID");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fact_48_teardown_ends_the_stream_without_an_event(MediaType type) throws Exception {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            assertThat(master.action()).endsWith(" Subscribe");
            assertThat(scheduler.call(Call.Type.TEARDOWN)).isEqualTo("202 ");
            assertThat(scheduler.ends()).isTrue();
            assertThat(master.action()).endsWith(" Stop[failover=false]");
            assertThat(scheduler.call(Call.Type.REVIVE)).isEqualTo("400 Framework cannot be found");
        }
    }

    @Test
    void fact_49_a_cut_stream_disconnects_within_a_second_and_its_timeout_removes() throws Exception {
        try (HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(HttpScheduler.info().setFailoverTimeout(30).build());
            assertThat(master.action()).endsWith(" Subscribe");
            scheduler.cut();
            assertThat(master.actions.poll(1, java.util.concurrent.TimeUnit.SECONDS))
                    .endsWith(" Leave[]");
            assertThat(scheduler.call(Call.Type.REVIVE)).isEqualTo("403 Framework is not subscribed");
            assertThat(master.clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
            master.clock.advance(Duration.ofSeconds(30));
            assertThat(master.action()).endsWith(" Stop[failover=false]");
        }
    }

    @Test
    void a_page_of_another_site_cannot_call_through_a_browser_on_this_machine() throws IOException {
        assertThat(post(MediaType.JSON, "Origin: http://evil.example:5050\r\n", subscribe(MediaType.JSON)))
                .startsWith("403 ");
    }

    @Test
    void a_script_of_another_site_cannot_read_the_state_through_a_browser_on_this_machine() throws IOException {
        try (RawConnection client = RawConnection.to(master.address())) {
            assertThat(client.send("GET /state?jsonp=f HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\n\r\n")
                            .answer())
                    .startsWith("403 ");
            assertThat(client.send("GET /state?jsonp=f HTTP/1.1\r\n\r\n").answer())
                    .startsWith("200 f(");
        }
    }

    @Test
    void a_master_that_ends_removes_nobody_and_ends_the_streams() throws Exception {
        try (HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(HttpScheduler.info().build());
            assertThat(master.action()).endsWith(" Subscribe");
            master.close();
            assertThat(master.actions).containsExactly(scheduler.id().getValue() + " Stop[failover=true]");
            assertThat(scheduler.rest()).as("the last chunk, and no event").isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void fact_04_other_paths_are_404() throws IOException {
        assertThat(client.post("/api/v2/scheduler", "").answer()).isEqualTo("404 404 Not Found.");
    }

    private String post(MediaType type, String headers, byte[] body) throws IOException {
        return client.post(HttpScheduler.PATH, "Content-Type: " + type.text() + "\r\n" + headers, body)
                .answer();
    }

    private static byte[] subscribe(MediaType type) {
        return HttpScheduler.encode(HttpScheduler.subscribe(HttpScheduler.info().build(), all -> all), type);
    }

    private static Call teardown(FrameworkID id) {
        return Call.newBuilder().setType(Call.Type.TEARDOWN).setFrameworkId(id).build();
    }
}
