package dev.isthmus.master.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.isthmus.master.server.RawConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as clients write it, and as nobody should: what it is answered, over sockets, and that the connection serves on. */
@Timeout(60)
class HttpEdgesTest {

    private static final String JSON = "Content-Type: application/json\r\n";

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

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments(
                        "OPTIONS /api/v1/scheduler",
                        "405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'OPTIONS'."),
                arguments("PUT /api/v1/scheduler", "405 "),
                arguments("DELETE /master/api/v1/scheduler", "405 "),
                arguments("BREW /api/v1/scheduler", "405 "),
                arguments("post /api/v1/scheduler", "405 "),
                arguments("GET /api/v1/scheduler/?a=b", "405 "),
                arguments("GET //api/v1/scheduler//", "405 "),
                arguments("GET /api/v1/scheduler/x/y", "405 "),
                arguments("GET /api/v1/%73cheduler", "405 "),
                arguments("GET /api/v1/Scheduler", "405 "),
                arguments("GET /", "200 <!doctype html>"),
                arguments("GET /master/", "200 <!doctype html>"),
                arguments("GET /isthmus/page/nothing.js", "404 404 Not Found."),
                arguments(
                        "POST /",
                        "405 405 Method Not Allowed. Expecting one of { 'GET', 'HEAD' }, but received 'POST'."),
                arguments("GET /%zz", "404 404 Not Found."),
                arguments("GET /%00", "404 404 Not Found."),
                arguments("GET /../state", "404 404 Not Found."),
                arguments("OPTIONS *", "404 404 Not Found."),
                arguments("GET /state.json", "404 404 Not Found."),
                arguments("GET /slave(1)/state", "404 404 Not Found."),
                arguments("GET http://somewhere/version", "200 {\"version\""),
                arguments("DELETE /version", "200 {\"version\""),
                arguments("POST /master/version/", "200 {\"version\""),
                arguments("GET /version?jsonp=f", "200 f({\"version\""),
                arguments("GET /version?jsonp=%zz", "200 {\"version\""),
                arguments("GET /version?&&=&a&b=#x", "200 {\"version\""),
                arguments("GET /tasks?limit=99999999999999999999&offset=-1", "200 {\"tasks\""),
                arguments("GET /health", "200 "),
                arguments("GET /redirect", "307 "),
                arguments("GET /redirect/x", "404 404 Not Found."));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void fact_04_71_the_path_and_the_method_decide_and_the_connection_serves_on(String request, String answer)
            throws IOException {
        client.send(request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.answer()).startsWith(answer);
        servesOn();
    }

    @Test
    void fact_115_messages_of_libprocess_are_not_found() throws IOException {
        client.post(
                "/master/mesos.internal.RegisterFrameworkMessage", "Libprocess-From: x@10.0.0.1:1\r\n", new byte[3]);
        assertThat(client.answer()).isEqualTo("404 404 Not Found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/state", "/master/slaves", "/tasks", "/version", "/metrics/snapshot", "/health"})
    void a_head_is_the_page_without_its_body(String path) throws IOException {
        client.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("content-length: ");
        servesOn();
    }

    static Stream<Arguments> bodies() {
        String subscribe =
                "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\"}}}";
        return Stream.of(
                arguments("", subscribe, "400 Expecting 'Content-Type' to be present"),
                arguments("Content-Type: text/plain\r\n", subscribe, "415 "),
                arguments("Content-Type: application/jsonp\r\n", subscribe, "415 "),
                arguments(
                        "Content-Type: application/x-protobuf\r\n",
                        subscribe,
                        "400 Failed to parse body into Call protobuf"),
                arguments(JSON, "", "400 Failed to parse body into JSON: syntax error at line 1 near: "),
                arguments(JSON, "\u00ef\u00bb\u00bf" + subscribe, "400 Failed to parse body into JSON: syntax error"),
                arguments(JSON, "\"\u00ff\"", "400 Failed to parse body into JSON: The text is not valid UTF-8"),
                arguments(JSON, "\u0000", "400 Failed to parse body into JSON: syntax error"),
                arguments(JSON, "[]", "400 Failed to convert JSON into Call protobuf: Expecting a JSON object"),
                arguments(JSON, "null", "400 Failed to convert JSON into Call protobuf: Expecting a JSON object"),
                arguments(
                        JSON,
                        subscribe + subscribe,
                        "400 Failed to parse body into JSON: Parsed JSON included non-whitespace trailing characters: "),
                arguments(JSON, "{'type':'SUBSCRIBE'}", "400 Failed to parse body into JSON: syntax error"),
                arguments(
                        JSON,
                        "{\"type\":1}",
                        "400 Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'type'"),
                arguments(
                        JSON,
                        "{\"type\":\"TELEPORT\"}",
                        "400 Failed to validate scheduler::Call: Expecting 'type' to be present"),
                arguments(
                        JSON,
                        "{\"type\":\"TEARDOWN\",\"type\":\"REVIVE\",\"type\":\"KILL\"}",
                        "400 Failed to validate scheduler::Call: Expecting 'framework_id' to be present"),
                arguments(
                        JSON,
                        "{\"type\":\"KILL\",\"kill\":{\"task_id\":{\"value\":\"t\"},\"kill_policy\":{\"grace_period\":{\"nanoseconds\":99999999999999999999999}}}}",
                        "400 Failed to convert JSON into Call protobuf: Value out of range for field 'nanoseconds'"),
                arguments(
                        JSON,
                        "{\"type\":\"ACKNOWLEDGE\",\"acknowledge\":{\"uuid\":\"_-_-\"}}",
                        "400 Failed to convert JSON into Call protobuf: Failed to base64 decode bytes field 'uuid': Invalid character '_'"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void fact_06_22_23_24_a_body_that_is_no_call_is_told_why(String headers, String body, String answer)
            throws IOException {
        client.post(HttpScheduler.PATH, headers, body.getBytes(ISO_8859_1));
        assertThat(client.answer()).startsWith(answer);
        servesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json;charset=utf-8\r\n",
                "content-type: APPLICATION/JSON ; charset=\"UTF-8\"\r\n",
                "Content-Type: text/plain\r\nContent-Type: application/json\r\n",
                "Content-Type: application/json\r\nAccept: text/html;q=0.9, application/*;q=0.1\r\n",
                "Content-Type: application/json\r\nConnection: close\r\nExpect: nothing-known\r\n",
                "Content-Type: application/json\r\nAccept-Encoding: gzip\r\n"
            })
    void fact_01_02_05_what_clients_add_does_no_harm(String headers) throws IOException {
        String body = "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\"}}}";
        client.post(HttpScheduler.PATH, headers, body.getBytes(UTF_8));
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: application/json\r\n");
        assertThat(client.event()).contains("SUBSCRIBED");
    }

    @Test
    void calls_and_pages_may_come_at_once_on_one_connection() throws IOException {
        String call = "POST /api/v1/scheduler HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + JSON + "\r\n";
        client.send(get("/health") + call + "2\r\n{}\r\n0\r\n\r\n" + get("/version"));
        assertThat(client.answer()).isEqualTo("200 ");
        assertThat(client.answer()).isEqualTo("400 Failed to validate scheduler::Call: Expecting 'type' to be present");
        assertThat(client.answer()).startsWith("200 {\"version\"");
    }

    @Test
    void a_client_may_ask_whether_to_send_a_body() throws IOException {
        String head = "POST /api/v1/scheduler HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n";
        client.send(head + JSON + "\r\n");
        assertThat(client.head()).startsWith("HTTP/1.1 100 Continue\r\n");
        assertThat(client.send("{}").answer()).startsWith("400 Failed to validate");
    }

    @Test
    void http_1_0_is_served_and_closed() throws IOException {
        client.send("GET /version HTTP/1.0\r\n\r\n");
        assertThat(client.rest()).startsWith("HTTP/1.1 200 OK\r\n").contains("{\"version\"");
    }

    @Test
    void fact_08_a_page_is_compressed_for_who_wants_it() throws IOException {
        client.send("GET /metrics/snapshot HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
        String head = client.head();
        assertThat(RawConnection.header(head, "content-encoding")).hasValue("gzip");
        byte[] page = new GZIPInputStream(new ByteArrayInputStream(client.body(head))).readAllBytes();
        assertThat(new String(page, UTF_8))
                .startsWith("{\"master/elected\":1.0")
                .endsWith("}");
    }

    /** A page of another site whose name leads here, by DNS rebinding, reads nothing, and neither does it call. */
    @Test
    void a_name_that_is_not_the_master_s_is_turned_away() throws IOException {
        for (String request : List.of("GET /state", "POST /api/v1/scheduler", "GET /health", "GET /nothing")) {
            client.send(request + " HTTP/1.1\r\nHost: evil.example:5050\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.answer()).startsWith("403 Without credentials ").contains("--allowed-hosts");
        }
        servesOn();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private void servesOn() throws IOException {
        assertThat(client.send(get("/health")).answer()).isEqualTo("200 ");
    }
}
