package dev.isthmus.testkit.ecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireServerTest {
    private static final String PREFIX = "AmazonEC2ContainerServiceV20141113.";

    private final List<String> handled = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private WireServer server(WireHandler handler) {
        return new WireServer(0, List.of(WireService.ecs((operation, body) -> {
            handled.add(operation + " " + body);
            return handler.handle(operation, body);
        })));
    }

    private static WireHandler.Answer ok() {
        return new WireHandler.Answer.Json(200, ModelCodec.parse("{\"a\":\"é\"}"));
    }

    private HttpResponse<String> send(WireServer server, String method, String target, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.endpoint()).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_answer_has_the_content_type_and_a_request_id_of_its_own() throws Exception {
        try (WireServer server = server((operation, body) -> ok())) {
            HttpResponse<String> first = send(server, "POST", PREFIX + "RunTask", "{}");
            HttpResponse<String> second = send(server, "POST", PREFIX + "RunTask", "{}");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("{\"a\":\"é\"}");
            assertThat(first.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
            assertThat(first.headers().firstValue("x-amzn-requestid"))
                    .isPresent()
                    .isNotEqualTo(second.headers().firstValue("x-amzn-requestid"));
            assertThat(handled).containsExactly("RunTask {}", "RunTask {}");
            assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void what_is_no_operation_of_ecs_is_refused_without_the_handler() throws Exception {
        try (WireServer server = server((operation, body) -> ok())) {
            assertThat(send(server, "POST", "", "{}").body()).contains("UnknownOperationException");
            assertThat(send(server, "POST", "DynamoDB_20120810.PutItem", "{}").statusCode())
                    .isEqualTo(400);
            assertThat(send(server, "PUT", PREFIX + "RunTask", "{}").statusCode())
                    .isEqualTo(405);
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void whether_it_is_up_can_be_asked_without_being_a_request() throws Exception {
        try (WireServer server = server((operation, body) -> ok())) {
            HttpRequest.Builder health =
                    HttpRequest.newBuilder(server.endpoint().resolve("/_health"));
            HttpResponse<String> up = http.send(health.GET().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(up.body()).isEqualTo("{\"status\":\"UP\"}\n");
            assertThat(http.send(health.DELETE().build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void errors_of_the_handler_are_answers_and_its_failures_are_named() throws Exception {
        try (WireServer server = server((operation, body) -> {
            throw ServiceError.clusterNotFound();
        })) {
            HttpResponse<String> answer = send(server, "POST", PREFIX + "ListTasks", "{}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}");
        }
    }

    @Test
    void a_dropped_answer_closes_the_connection() {
        try (WireServer server = server((operation, body) -> new WireHandler.Answer.Dropped())) {
            assertThatThrownBy(() -> send(server, "POST", PREFIX + "RunTask", "{}"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_body_of_over_four_mebibytes_is_refused() throws Exception {
        try (WireServer server = server((operation, body) -> ok())) {
            String body = " ".repeat(4 * 1024 * 1024 + 1);
            assertThat(send(server, "POST", PREFIX + "RunTask", body).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (WireServer server = server((operation, body) -> ok())) {
            int port = server.endpoint().getPort();
            assertThatThrownBy(() -> new WireServer(port, List.of(WireService.ecs((operation, body) -> ok()))))
                    .hasMessageStartingWith("Cannot listen on port " + port)
                    .hasMessageEndingWith(". Name another, or 0 for one that is free");
        }
    }

    @Test
    void its_threads_are_daemons() throws Exception {
        try (WireServer server = server((operation, body) -> ok())) {
            send(server, "POST", PREFIX + "RunTask", "{}");
            List<Thread> own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("fake-ecs")
                            || thread.getName().equals("HTTP-Dispatcher"))
                    .toList();
            assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }
}
