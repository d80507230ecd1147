package dev.isthmus.master.gate;

import static dev.isthmus.master.gate.ClientRequests.acknowledge;
import static dev.isthmus.master.gate.ClientRequests.call;
import static dev.isthmus.master.gate.ClientRequests.post;
import static dev.isthmus.master.gate.ClientRequests.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows of facts A1, one by one and in their order; those that are tests of Mesos's own (facts A8, of {@code scheduler_http_api_tests.cpp}) have
 * their number and name.
 */
class SchedulerGateTest {

    private static final Credentials CREDENTIALS = new Credentials(Map.of("p", "secret"));

    private final StubMaster master = new StubMaster().with("f", "p", "stream-1");

    @Test
    void row_01_a8_01_authentication_required() {
        master.schedulers = Optional.of(CREDENTIALS);
        for (ClientRequests request : List.of(
                post(subscribe().build(), MediaType.JSON),
                post(subscribe().build(), MediaType.JSON).as("p", "wrong"),
                post(subscribe().build(), MediaType.JSON).as("q", "secret"),
                post(subscribe().build(), MediaType.JSON).with("Authorization", "Bearer p:secret"))) {
            assertThat(request.answeredBy(master)).isEqualTo("401 401 Unauthorized.");
            assertThat(request.header(master, "WWW-Authenticate")).hasValue("Basic realm=\"mesos-master-scheduler\"");
        }
        assertThat(post(subscribe().build(), MediaType.JSON).as("p", "secret").answeredBy(master))
                .startsWith("200");
    }

    @Test
    void fact_04_other_paths_are_not_found_whoever_asks() {
        master.schedulers = Optional.of(CREDENTIALS);
        assertThat(post(subscribe().build(), MediaType.JSON)
                        .target("/api/v1/executor")
                        .answeredBy(master))
                .isEqualTo("404 404 Not Found.");
    }

    @Test
    void row_02_a_master_that_does_not_lead_names_the_one_that_does() {
        master.leadership = new Leadership.Elsewhere("leader.example", 5051);
        ClientRequests request = post(subscribe().build(), MediaType.JSON);
        assertThat(request.answeredBy(master)).isEqualTo("307 ");
        assertThat(request.header(master, "Location")).hasValue("//leader.example:5051/api/v1/scheduler");
        master.leadership = new Leadership.Elsewhere("fd00::1", 5051);
        assertThat(request.header(master, "Location")).hasValue("//[fd00::1]:5051/api/v1/scheduler");
        master.leadership = new Leadership.Elsewhere("leader.example", 5051);
        assertThat(request.target("/master/api/v1/scheduler?a=b").header(master, "location"))
                .hasValue("//leader.example:5051/master/api/v1/scheduler?a=b");
        assertThat(request.target("http://me:5050/api/v1/scheduler/").header(master, "Location"))
                .hasValue("//leader.example:5051/api/v1/scheduler/");
        assertThat(request.target("/api/v1/scheduler?\r\nSet-Cookie: x").header(master, "Location"))
                .hasValue("//leader.example:5051/api/v1/scheduler?Set-Cookie: x");
    }

    @Test
    void row_03_no_leader() {
        master.leadership = new Leadership.Nowhere();
        assertThat(post(subscribe().build(), MediaType.JSON).answeredBy(master)).isEqualTo("503 No leader elected");
    }

    @Test
    void row_04_a_leader_that_recovers() {
        master.leadership = new Leadership.Recovering();
        assertThat(post(subscribe().build(), MediaType.JSON).answeredBy(master))
                .isEqualTo("503 Master has not finished recovery");
    }

    @Test
    void row_05_a8_16_get_request() {
        ClientRequests request = post(subscribe().build(), MediaType.JSON).method("GET");
        assertThat(request.answeredBy(master))
                .isEqualTo("405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.");
        assertThat(request.header(master, "Allow")).hasValue("POST");
        assertThat(request.header(master, "Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @EnumSource
    void row_06_a8_02_no_content_type(MediaType type) {
        assertThat(post(subscribe().build(), type).without("Content-Type").answeredBy(master))
                .isEqualTo("400 Expecting 'Content-Type' to be present");
    }

    @Test
    void row_07_a8_04_malformed_content_as_protobuf() {
        assertThat(post(subscribe().build(), MediaType.PROTOBUF)
                        .body("MALFORMED_CONTENT")
                        .answeredBy(master))
                .isEqualTo("400 Failed to parse body into Call protobuf");
        assertThat(post(
                                subscribe()
                                        .setSubscribe(Call.Subscribe.getDefaultInstance())
                                        .buildPartial(),
                                MediaType.PROTOBUF)
                        .answeredBy(master))
                .as("a field that is required is missing")
                .isEqualTo("400 Failed to parse body into Call protobuf");
    }

    @Test
    void row_08_a8_04_malformed_content_as_json() {
        assertThat(post(subscribe().build(), MediaType.JSON)
                        .body("MALFORMED_CONTENT")
                        .answeredBy(master))
                .isEqualTo("400 Failed to parse body into JSON: syntax error at line 1 near: MALFORMED_CONTENT");
    }

    @Test
    void row_08_a8_03_valid_json_but_invalid_protobuf() {
        ClientRequests request = post(subscribe().build(), MediaType.JSON);
        assertThat(request.body("{\"string\": \"valid_json\"}").answeredBy(master))
                .isEqualTo("400 Failed to validate scheduler::Call: Expecting 'type' to be present");
        assertThat(request.body("[]").answeredBy(master))
                .isEqualTo("400 Failed to convert JSON into Call protobuf: Expecting a JSON object");
        assertThat(request.body("{\"type\":3}").answeredBy(master))
                .isEqualTo(
                        "400 Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'type'");
        assertThat(request.body("{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\"}}}")
                        .answeredBy(master))
                .isEqualTo(
                        "400 Failed to convert JSON into Call protobuf: Missing required fields: subscribe.framework_info.name");
    }

    @ParameterizedTest
    @EnumSource
    void row_09_a8_05_unsupported_content_media_type(MediaType type) {
        for (String other : List.of("application/unknown-media-type", "", "json", "application/jsonp", "text/plain")) {
            assertThat(post(subscribe().build(), type)
                            .without("Content-Type")
                            .with("Content-Type", other)
                            .answeredBy(master))
                    .isEqualTo("415 Expecting 'Content-Type' of application/json or application/x-protobuf");
        }
    }

    /** More than Mesos allows, for clients that add a charset by themselves. */
    @Test
    void fact_01_a_charset_does_no_harm() {
        for (String type :
                List.of("application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON")) {
            assertThat(post(subscribe().build(), MediaType.JSON)
                            .without("Content-Type")
                            .with("content-type", type)
                            .answeredBy(master))
                    .isEqualTo("200 application/json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void row_10_a8_19_malformed_uuid(MediaType type) {
        assertThat(post(acknowledge("f", ByteString.copyFromUtf8("bad-uuid")).build(), type)
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("400 Failed to validate scheduler::Call: Not a valid UUID");
    }

    @ParameterizedTest
    @EnumSource
    void row_11_a8_13_not_acceptable(MediaType type) {
        String answer = "406 Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'";
        assertThat(post(subscribe().build(), type).with("Accept", "foo").answeredBy(master))
                .isEqualTo(answer);
        Call reconcile = call(Call.Type.RECONCILE_OPERATIONS, "f")
                .setReconcileOperations(Call.ReconcileOperations.getDefaultInstance())
                .build();
        assertThat(post(reconcile, type)
                        .with("Accept", "foo")
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo(answer);
    }

    @Test
    void fact_03_other_calls_may_accept_what_they_like() {
        assertThat(post(call(Call.Type.REVIVE, "f").build(), MediaType.JSON)
                        .with("Accept", "foo")
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("202 ");
    }

    @ParameterizedTest
    @EnumSource
    void row_12_a8_08_subscribe_with_stream_id(MediaType type) {
        assertThat(post(subscribe().build(), type)
                        .with("mesos-stream-id", "any")
                        .answeredBy(master))
                .isEqualTo("400 Subscribe calls should not include the 'Mesos-Stream-Id' header");
    }

    @ParameterizedTest
    @EnumSource
    void row_13_a8_06_subscribe(MediaType type) {
        GateOutcome outcome =
                post(subscribe().build(), type).with("Accept", type.text()).to(master);
        assertThat(outcome).isInstanceOfSatisfying(GateOutcome.Subscribing.class, subscribing -> {
            assertThat(subscribing.events()).isEqualTo(type);
            assertThat(subscribing.call().getSubscribe().getFrameworkInfo().getName())
                    .isEqualTo("default");
            HttpAnswer head = subscribing.head("new");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers().last("Content-Type")).hasValue(type.text());
            assertThat(head.headers().last("Mesos-Stream-Id")).hasValue("new");
        });
    }

    @ParameterizedTest
    @EnumSource
    void row_13_a8_14_no_accept_header(MediaType type) {
        assertThat(post(subscribe().build(), type).answeredBy(master)).isEqualTo("200 application/json");
    }

    @ParameterizedTest
    @EnumSource
    void row_13_a8_15_default_accept(MediaType type) {
        assertThat(post(subscribe().build(), type).with("Accept", "*/*").answeredBy(master))
                .isEqualTo("200 application/json");
    }

    @Test
    void fact_30_an_id_that_is_not_known_may_subscribe() {
        Call.Builder call = subscribe().setFrameworkId(FrameworkID.newBuilder().setValue("Singularity"));
        call.getSubscribeBuilder().getFrameworkInfoBuilder().setId(call.getFrameworkId());
        assertThat(post(call.build(), MediaType.JSON).answeredBy(master)).startsWith("200");
    }

    @Test
    void fact_34_who_is_authenticated_and_names_no_principal_gets_his_own() {
        master.schedulers = Optional.of(CREDENTIALS);
        assertThat(principal(subscribe())).isEqualTo("p");
        Call.Builder named = subscribe();
        named.getSubscribeBuilder().getFrameworkInfoBuilder().setPrincipal("p");
        assertThat(principal(named)).isEqualTo("p");
        named.getSubscribeBuilder().getFrameworkInfoBuilder().setPrincipal("");
        assertThat(post(named.build(), MediaType.JSON).as("p", "secret").answeredBy(master))
                .as("an empty principal is one that is set")
                .isEqualTo(
                        "400 Failed to validate scheduler::Call: Authenticated principal 'p' does not match principal '' set in `FrameworkInfo`");
        master.schedulers = Optional.empty();
        assertThat(principal(named)).isEmpty();
    }

    private String principal(Call.Builder call) {
        return post(call.build(), MediaType.JSON)
                .as("p", "secret")
                .to(master)
                .fold(
                        answer -> answer.body(),
                        subscribing -> subscribing
                                .call()
                                .getSubscribe()
                                .getFrameworkInfo()
                                .getPrincipal(),
                        calling -> "",
                        updating -> "");
    }

    @ParameterizedTest
    @EnumSource
    void row_14_a_framework_that_is_not_known(MediaType type) {
        assertThat(post(call(Call.Type.TEARDOWN, "other").build(), type).answeredBy(master))
                .isEqualTo("400 Framework cannot be found");
    }

    @Test
    void row_15_a_framework_of_somebody_else() {
        master.schedulers = Optional.of(new Credentials(Map.of("q", "s")));
        assertThat(post(call(Call.Type.TEARDOWN, "f").build(), MediaType.JSON)
                        .as("q", "s")
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("400 Authenticated principal 'q' does not match principal 'p' set in `FrameworkInfo`");
    }

    @Test
    void row_16_a_framework_that_is_not_connected() {
        master.frameworks.put("f", new KnownFramework("p", new KnownFramework.Disconnected()));
        assertThat(post(call(Call.Type.TEARDOWN, "f").build(), MediaType.JSON)
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("403 Framework is not subscribed");
    }

    @Test
    void row_17_a_framework_with_a_driver() {
        master.frameworks.put("f", new KnownFramework("p", new KnownFramework.ByDriver()));
        assertThat(post(call(Call.Type.TEARDOWN, "f").build(), MediaType.JSON)
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("403 Framework is not connected via HTTP");
    }

    @ParameterizedTest
    @EnumSource
    void row_18_a8_17_teardown_without_stream_id(MediaType type) {
        assertThat(post(call(Call.Type.TEARDOWN, "f").build(), type).answeredBy(master))
                .isEqualTo("400 All non-subscribe calls should include the 'Mesos-Stream-Id' header");
    }

    @ParameterizedTest
    @EnumSource
    void row_19_a8_18_teardown_wrong_stream_id(MediaType type) {
        assertThat(post(call(Call.Type.TEARDOWN, "f").build(), type)
                        .with("Mesos-Stream-Id", "stream-0")
                        .answeredBy(master))
                .isEqualTo(
                        "400 The stream ID 'stream-0' included in this request didn't match the stream ID currently associated with framework ID f");
    }

    @ParameterizedTest
    @EnumSource
    void row_20_every_other_call_is_accepted(MediaType type) {
        assertThat(post(acknowledge("f", ClientRequests.UUID).build(), type)
                        .with("Mesos-Stream-Id", "stream-1")
                        .to(master))
                .isInstanceOfSatisfying(GateOutcome.Calling.class, calling -> {
                    assertThat(calling.answer()).isEqualTo(new HttpAnswer(202, Headers.NONE, ""));
                    assertThat(calling.call().getAcknowledge().getSlaveId().getValue())
                            .isEqualTo("agent-id");
                });
    }

    @Test
    void row_20_update_framework_answers_itself_and_unknown_is_not_implemented() {
        Call.Builder update = call(Call.Type.UPDATE_FRAMEWORK, "f");
        update.getUpdateFrameworkBuilder()
                .getFrameworkInfoBuilder()
                .setUser("u")
                .setName("n")
                .setId(update.getFrameworkId());
        assertThat(post(update.build(), MediaType.JSON)
                        .with("Mesos-Stream-Id", "stream-1")
                        .to(master))
                .isInstanceOf(GateOutcome.Updating.class);
        assertThat(post(call(Call.Type.UNKNOWN, "f").build(), MediaType.JSON)
                        .with("Mesos-Stream-Id", "stream-1")
                        .answeredBy(master))
                .isEqualTo("501 501 Not Implemented.");
    }

    /** As Mesos's own documents have it, though the field is called otherwise. */
    @Test
    void fact_21_the_examples_of_the_documents_get_what_they_get_from_mesos() {
        ClientRequests request =
                post(call(Call.Type.REVIVE, "f").build(), MediaType.JSON).with("Mesos-Stream-Id", "stream-1");
        assertThat(request.body("{\"framework_id\":{\"value\":\"f\"},\"type\":\"REVIVE\",\"revive\":{\"role\":\"x\"}}")
                        .to(master))
                .isInstanceOfSatisfying(
                        GateOutcome.Calling.class,
                        calling -> assertThat(calling.call().getRevive().getRolesList())
                                .as("none: all are revived")
                                .isEmpty());
        assertThat(request.body(
                                "{\"framework_id\":{\"value\":\"f\"},\"type\":\"REQUEST\",\"requests\":[{\"agent_id\":{\"value\":\"a\"}}]}")
                        .answeredBy(master))
                .isEqualTo("400 Failed to validate scheduler::Call: Expecting 'request' to be present");
    }

    /** With null for all that is unset, texts for booleans and fields of their own. */
    @Test
    void fact_22_and_23_an_accept_as_clients_write_it_comes_through() {
        ClientRequests request =
                post(call(Call.Type.ACCEPT, "f").build(), MediaType.JSON).with("Mesos-Stream-Id", "stream-1");
        String accept = """
                {"framework_id": {"value": "f"}, "type": "ACCEPT", "subscribe": null, "decline": null, "kill": null, "id": null,
                 "accept": {"offer_ids": [{"value": "o"}], "Filters": {"RefuseSeconds": 120.0}, "filters": null,
                  "operations": {"type": "LAUNCH", "launch": {"task_infos": [{"name": "n", "task_id": {"value": "t"}, "agent_id": {"value": "a"},
                   "resources": [{"name": "cpus", "type": "SCALAR", "scalar": {"value": "0.1"}}],
                   "command": {"shell": "true", "value": "sleep 1", "uris": null},
                   "container": {"type": "DOCKER", "docker": {"image": "i", "privileged": "true", "force_pull_image": "true"}}}]}}}}
                """;
        assertThat(request.body(accept).to(master)).isInstanceOfSatisfying(GateOutcome.Calling.class, calling -> {
            TaskInfo task =
                    calling.call().getAccept().getOperations(0).getLaunch().getTaskInfos(0);
            assertThat(task.getSlaveId().getValue()).isEqualTo("a");
            assertThat(task.getCommand().getShell()).isTrue();
            assertThat(task.getContainer().getDocker().getPrivileged()).isTrue();
            assertThat(task.getResources(0).getScalar().getValue()).isEqualTo(0.1);
        });
    }

    @Test
    void fact_08_the_id_of_a_stream_has_a_limit() {
        GateOutcome.Subscribing subscribing =
                new GateOutcome.Subscribing(Evolution.devolve(subscribe().build()), MediaType.JSON);
        assertThat(subscribing.head("x".repeat(128)).status()).isEqualTo(200);
        for (String wrong : List.of("", "x".repeat(129))) {
            assertThatThrownBy(() -> subscribing.head(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A request with all that is wrong at once, mended row by row: the first that is left answers. */
    @Test
    void the_rows_are_asked_in_their_order() {
        master.schedulers = Optional.of(CREDENTIALS);
        master.leadership = new Leadership.Nowhere();
        master.frameworks.clear();
        Call.Builder wrong = acknowledge("f", ByteString.EMPTY);
        Call right = acknowledge("f", ClientRequests.UUID).build();
        ClientRequests first = post(wrong.build(), MediaType.JSON)
                .body("{")
                .without("Content-Type")
                .method("PUT");
        List<Map.Entry<String, UnaryOperator<ClientRequests>>> rows = new ArrayList<>();
        rows.add(Map.entry("404", request -> request.target(ClientRequests.PATH)));
        rows.add(Map.entry("401", request -> request.as("p", "secret")));
        rows.add(Map.entry("503 No leader", request -> leads(new Leadership.Recovering(), request)));
        rows.add(Map.entry("503 Master has not", request -> leads(new Leadership.Leading(), request)));
        rows.add(Map.entry("405", request -> request.method("POST")));
        rows.add(Map.entry("400 Expecting 'Content-Type'", request -> request.with("Content-Type", "x/y")));
        rows.add(Map.entry("415", request -> request.with("Content-Type", "application/json")));
        rows.add(Map.entry("400 Failed to parse", request -> request.body("[]")));
        rows.add(Map.entry("400 Failed to convert", request -> with(request, wrong.build())));
        rows.add(Map.entry("400 Failed to validate", request -> with(request, right)));
        rows.add(Map.entry("400 Framework cannot", request -> knows("q", new KnownFramework.Disconnected(), request)));
        rows.add(Map.entry("400 Authenticated", request -> knows("p", new KnownFramework.Disconnected(), request)));
        rows.add(Map.entry(
                "403 Framework is not subscribed", request -> knows("p", new KnownFramework.ByDriver(), request)));
        rows.add(Map.entry(
                "403 Framework is not connected", request -> knows("p", new KnownFramework.ByStream("s"), request)));
        rows.add(Map.entry("400 All", request -> request.with("Mesos-Stream-Id", "t")));
        rows.add(Map.entry("400 The stream", request -> request.with("Mesos-Stream-Id", "s")));
        rows.add(Map.entry("202", request -> request));
        ClientRequests request = first.target("/api/v2/scheduler");
        for (Map.Entry<String, UnaryOperator<ClientRequests>> row : rows) {
            assertThat(request.answeredBy(master)).startsWith(row.getKey());
            request = row.getValue().apply(request);
        }
    }

    @Test
    void row_11_is_asked_before_row_12_and_row_14() {
        assertThat(post(subscribe().build(), MediaType.JSON)
                        .with("Accept", "foo")
                        .with("Mesos-Stream-Id", "s")
                        .answeredBy(master))
                .startsWith("406");
        Call reconcile = call(Call.Type.RECONCILE_OPERATIONS, "other")
                .setReconcileOperations(Call.ReconcileOperations.getDefaultInstance())
                .build();
        assertThat(post(reconcile, MediaType.JSON).with("Accept", "foo").answeredBy(master))
                .startsWith("406");
    }

    private ClientRequests leads(Leadership leadership, ClientRequests request) {
        master.leadership = leadership;
        return request;
    }

    private ClientRequests knows(String principal, KnownFramework.Connection connection, ClientRequests request) {
        master.frameworks.put("f", new KnownFramework(principal, connection));
        return request;
    }

    private static ClientRequests with(ClientRequests request, Call call) {
        return request.body(post(call, MediaType.JSON).body().toStringUtf8());
    }
}
