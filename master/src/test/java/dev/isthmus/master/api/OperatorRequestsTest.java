package dev.isthmus.master.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators' requests are read as, and what they are shown. */
class OperatorRequestsTest {

    private static final Headers JSON = Headers.NONE.with("Content-Type", MediaType.JSON.text());

    private static final MasterIdentity IDENTITY = new MasterIdentity(
            MasterInfo.newBuilder()
                    .setId("m")
                    .setIp(1)
                    .setPort(5050)
                    .setVersion("1.11.0")
                    .build(),
            "c",
            100);

    private static final MasterInspection MASTER = new MasterInspection(
            new MasterSnapshot(IDENTITY.info(), "c", 100, List.of(), 0, List.of(), List.of()),
            List.of(),
            () -> new RolesView(
                    new RoleSettings(
                            new TreeMap<>(Map.of("a", Amount.of(2))),
                            new TreeMap<>(Map.of(
                                    "q",
                                    new Quota(
                                            new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(1))),
                                            new TreeMap<>(Map.of(ResourceName.CPUS, Amount.parse("1.5"))))))),
                    new ClusterUse(
                            cpus(8),
                            new TreeMap<>(Map.of("q", new RoleUse(cpus(3), cpus(2), cpus(1), cpus(1), List.of("f")))))),
            MaintenanceView.NONE);

    private static ScalarQuantities cpus(long amount) {
        return ScalarQuantities.of(new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(amount))));
    }

    private static HttpRequest request(String method, String target, String body) {
        return new HttpRequest(method, target, JSON, ByteString.copyFromUtf8(body.replace('\'', '"')));
    }

    private static HttpAnswer answer(HttpRequest request) {
        return answer(request, Optional.empty());
    }

    private static HttpAnswer answer(HttpRequest request, Optional<Credentials> operators) {
        return OperatorApi.read(request, operators).match(new ShownRequest(IDENTITY, MASTER, 160));
    }

    private static String answered(String method, String target, String body) {
        HttpAnswer answer = answer(request(method, target, body));
        return answer.status() + " " + answer.body();
    }

    private static RoleChange change(String method, String target, String body) {
        OperatorRequest read = OperatorApi.read(request(method, target, body), Optional.empty());
        assertThat(read).isInstanceOf(OperatorRequest.Changing.class);
        return ((OperatorChange.OfRoles) ((OperatorRequest.Changing) read).change()).change();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/weights | [{\"role\":\"a\",\"weight\":2.0}]",
                "/master/weights/ | [{\"role\":\"a\",\"weight\":2.0}]",
                "/weights?jsonp=f | f([{\"role\":\"a\",\"weight\":2.0}]);",
            })
    void fact_60_weights_that_were_ever_set_are_shown(String target, String page) {
        assertThat(answered("GET", target, "")).isEqualTo("200 " + page);
    }

    @Test
    void fact_60_weights_are_read_from_an_array() {
        assertThat(change("PUT", "/weights", "[{'role': 'a', 'weight': 2}, {'role': 'b', 'weight': 0.5}]"))
                .isInstanceOfSatisfying(
                        RoleChange.UpdateWeights.class,
                        update -> assertThat(update.weights()).hasSize(2));
        assertThat(answered("PUT", "/weights", "{'role': 'a'}"))
                .isEqualTo(
                        "400 Failed to parse update weights request JSON '{\"role\": \"a\"}': Unexpected JSON type parsed");
        assertThat(answered("PUT", "/weights", "["))
                .startsWith("400 Failed to parse update weights request JSON '[': syntax error at line 1 near: ");
        assertThat(answered("PUT", "/weights", "[{'role': 'a'}]"))
                .startsWith(
                        "400 Failed to convert weights JSON array to protobuf '[{\"role\": \"a\"}]': Missing required");
        assertThat(answered("POST", "/weights", "[]"))
                .isEqualTo("405 405 Method Not Allowed. Expecting one of { 'GET', 'PUT' }, but received 'POST'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POST | /teardown | frameworkId=a%2Fb-0000 | 200 tear down a/b-0000",
                "POST | /master/teardown | x=y&frameworkId=f | 200 tear down f",
                "POST | /api/v1 | {'type': 'TEARDOWN', 'teardown': {'framework_id': {'value': 'f'}}} | 200 tear down f",
                "POST | /api/v1 | {'type': 'TEARDOWN'} | 400 Failed to validate master::Call: Expecting 'teardown' to be present",
                "POST | /teardown | frameworkId= | 400 Missing 'frameworkId' query parameter in the request body",
                "POST | /teardown?frameworkId=f | x=y | 400 Missing 'frameworkId' query parameter in the request body",
                "POST | /isthmus/kill | frameworkId=f&taskId=a%2Fb | 200 kill a/b of f",
                "POST | /isthmus/kill | frameworkId=f&taskId= | 400 Missing 'taskId' query parameter in the request body",
                "POST | /isthmus/kill | taskId=t | 400 Missing 'frameworkId' query parameter in the request body",
                "GET | /isthmus/kill | frameworkId=f&taskId=t | 405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.",
                "GET | /teardown | frameworkId=f | 405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.",
            })
    void fact_97_a_framework_is_torn_down(String method, String target, String body, String answer) {
        assertThat(answered(method, target, body)).isEqualTo(answer);
    }

    @Test
    void fact_65_quota_is_shown_in_both_forms() {
        String shown =
                "200 {\"infos\":[{\"role\":\"q\",\"guarantee\":[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1.0}}]}],"
                        + "\"configs\":[{\"role\":\"q\",\"guarantees\":{\"cpus\":{\"value\":1.0}},\"limits\":{\"cpus\":{\"value\":1.5}}}]}";
        assertThat(answered("GET", "/quota", "")).isEqualTo(shown);
        assertThat(answered("GET", "/master/quota/", "")).isEqualTo(shown);
    }

    @Test
    void fact_65_quota_is_set_for_a_role_and_removed_from_one() {
        assertThat(change("POST", "/quota", "{'role': 'a', 'force': true}"))
                .isInstanceOfSatisfying(
                        RoleChange.SetQuota.class,
                        set -> assertThat(set.request().getForce()).isTrue());
        assertThat(change("DELETE", "/quota/a%2bb+c", ""))
                .isEqualTo(new RoleChange.RemoveQuota("a+b+c", Optional.of("/master/quota/a+b+c")));
        assertThat(change("DELETE", "/master/quota/a/b?x=y", ""))
                .isEqualTo(new RoleChange.RemoveQuota("a/b", Optional.of("/master/quota/a/b")));
        assertThat(answered("DELETE", "/quota", ""))
                .isEqualTo(
                        "400 Failed to parse remove quota request for path '/master/quota': expected 3 tokens, found 2 tokens");
        assertThat(answered("POST", "/quota", "x"))
                .startsWith("400 Failed to parse set quota request JSON 'x': syntax error");
        assertThat(answered("POST", "/quota", "{'guarantee': 1}"))
                .startsWith("400 Failed to validate set quota request JSON '{\"guarantee\": 1}': Not expecting");
        assertThat(answered("PUT", "/quota", ""))
                .isEqualTo(
                        "405 405 Method Not Allowed. Expecting one of { 'GET', 'POST', 'DELETE' }, but received 'PUT'.");
    }

    @Test
    void fact_80_roles_are_shown_with_their_quota_and_what_they_have() {
        assertThat(answered("GET", "/roles", ""))
                .isEqualTo(
                        "200 {\"roles\":[{\"name\":\"a\",\"weight\":2.0,\"quota\":{\"role\":\"a\",\"guarantee\":{},\"limit\":{},\"consumed\":{}},"
                                + "\"resources\":{},\"allocated\":{},\"offered\":{},\"reserved\":{},\"frameworks\":[]},"
                                + "{\"name\":\"q\",\"weight\":1.0,\"quota\":{\"role\":\"q\",\"guarantee\":{\"cpus\":1.0},\"limit\":{\"cpus\":1.5},"
                                + "\"consumed\":{\"cpus\":3.0}},\"resources\":{\"cpus\":3.0},\"allocated\":{\"cpus\":2.0},\"offered\":{\"cpus\":1.0},"
                                + "\"reserved\":{\"cpus\":1.0},\"frameworks\":[\"f\"]}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET_HEALTH | {\"type\":\"GET_HEALTH\",\"get_health\":{\"healthy\":true}}",
                "GET_VERSION | {\"type\":\"GET_VERSION\",\"get_version\":{\"version_info\":{\"version\":\"1.11.0\"}}}",
                "GET_MASTER | {\"type\":\"GET_MASTER\",\"get_master\":{\"master_info\":{\"id\":\"m\",\"ip\":1,\"port\":5050,\"version\":\"1.11.0\"},\"start_time\":100.0,\"elected_time\":100.0}}",
                "GET_WEIGHTS | {\"type\":\"GET_WEIGHTS\",\"get_weights\":{\"weight_infos\":[{\"weight\":2.0,\"role\":\"a\"}]}}",
                "GET_QUOTA | {\"type\":\"GET_QUOTA\",\"get_quota\":{\"status\":{\"infos\":[{\"role\":\"q\",",
                "GET_ROLES | {\"type\":\"GET_ROLES\",\"get_roles\":{\"roles\":[{\"name\":\"a\",\"weight\":2.0},{\"name\":\"q\",\"weight\":1.0,\"frameworks\":[{\"value\":\"f\"}],\"resources\":[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":3.0}}]}]}}",
                "GET_FLAGS | {\"type\":\"GET_FLAGS\",\"get_flags\":{}}",
                "GET_LOGGING_LEVEL | {\"type\":\"GET_LOGGING_LEVEL\",\"get_logging_level\":{\"level\":1}}",
                "GET_EXECUTORS | {\"type\":\"GET_EXECUTORS\",\"get_executors\":{}}",
                "GET_OPERATIONS | {\"type\":\"GET_OPERATIONS\",\"get_operations\":{}}",
                "GET_MAINTENANCE_STATUS | {\"type\":\"GET_MAINTENANCE_STATUS\",\"get_maintenance_status\":{\"status\":{}}}",
                "GET_MAINTENANCE_SCHEDULE | {\"type\":\"GET_MAINTENANCE_SCHEDULE\",\"get_maintenance_schedule\":{\"schedule\":{}}}",
                "GET_STATE | {\"type\":\"GET_STATE\",\"get_state\":{\"get_tasks\":{},\"get_executors\":{},\"get_frameworks\":{},\"get_agents\":{}}}",
                "GET_AGENTS | {\"type\":\"GET_AGENTS\",\"get_agents\":{}}",
                "GET_FRAMEWORKS | {\"type\":\"GET_FRAMEWORKS\",\"get_frameworks\":{}}",
                "GET_TASKS | {\"type\":\"GET_TASKS\",\"get_tasks\":{}}",
                "GET_METRICS | {\"type\":\"GET_METRICS\",\"get_metrics\":{\"metrics\":[{\"name\":\"master/elected\",\"value\":1.0},{\"name\":\"master/uptime_secs\",\"value\":60.0}",
            })
    void fact_61_64_95_calls_that_look_are_answered_in_either_encoding(String type, String response)
            throws InvalidProtocolBufferException {
        String call = "{'type': '" + type + "', 'get_metrics': {}}";
        assertThat(answered("POST", "/master/api/v1", call)).startsWith("200 " + response);
        HttpRequest protobuf = new HttpRequest(
                "POST",
                "/api/v1",
                Headers.NONE.with("Content-Type", MediaType.PROTOBUF.text()).with("Accept", MediaType.PROTOBUF.text()),
                Call.newBuilder()
                        .setType(Call.Type.valueOf(type))
                        .setGetMetrics(Call.GetMetrics.getDefaultInstance())
                        .build()
                        .toByteString());
        HttpAnswer answer = answer(protobuf);
        assertThat(answer.headers().last("Content-Type")).contains(MediaType.PROTOBUF.text());
        assertThat(Response.parseFrom(answer.bytes()).getType().name()).isEqualTo(type);
    }

    @Test
    void fact_61_64_95_calls_that_change_roles_are_read_as_what_they_ask_for() {
        assertThat(change(
                        "POST",
                        "/api/v1",
                        "{'type': 'UPDATE_WEIGHTS', 'update_weights': {'weight_infos': [{'role': 'a', 'weight': 2}]}}"))
                .isInstanceOfSatisfying(
                        RoleChange.UpdateWeights.class,
                        update ->
                                assertThat(update.weights().get(0).getWeight()).isEqualTo(2));
        assertThat(
                        change(
                                "POST",
                                "/api/v1",
                                "{'type': 'UPDATE_QUOTA', 'update_quota': {'force': true, 'quota_configs': [{'role': 'a', 'limits': {'cpus': {'value': 1}}}]}}"))
                .isInstanceOfSatisfying(RoleChange.UpdateQuota.class, update -> {
                    assertThat(update.force()).isTrue();
                    assertThat(update.quotas().get(0).getLimitsOrThrow("cpus").getValue())
                            .isEqualTo(1);
                });
        assertThat(change("POST", "/api/v1", "{'type': 'SET_QUOTA', 'set_quota': {'quota_request': {'role': 'a'}}}"))
                .isInstanceOfSatisfying(
                        RoleChange.SetQuota.class,
                        set -> assertThat(set.request().getRole()).isEqualTo("a"));
        assertThat(change("POST", "/api/v1", "{'type': 'REMOVE_QUOTA', 'remove_quota': {'role': 'a'}}"))
                .isEqualTo(new RoleChange.RemoveQuota("a", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | 400 Failed to validate master::Call: Expecting 'type' to be present",
                "{'type': 'NONE'} | 400 Failed to validate master::Call: Expecting 'type' to be present",
                "{'type': 'UPDATE_QUOTA'} | 400 Failed to validate master::Call: Expecting 'update_quota' to be present",
                "{'type': 'MARK_AGENT_GONE'} | 400 Failed to validate master::Call: Expecting 'mark_agent_gone' to be present",
                "{'type': 'REMOVE_QUOTA', 'remove_quota': {}} | 400 Failed to convert JSON into Call protobuf: Missing required fields:",
                "x | 400 Failed to parse body into JSON: syntax error",
                "{'type': 'UNKNOWN'} | 501 501 Not Implemented.",
                "{'type': 'SET_LOGGING_LEVEL', 'set_logging_level': {'level': 1}} | 400 Failed to convert JSON into Call protobuf: Missing required fields:",
                "{'type': 'SET_LOGGING_LEVEL', 'set_logging_level': {'level': 2, 'duration': {'nanoseconds': 5000000000}}} | 200 2 for PT5S",
                "{'type': 'CREATE_VOLUMES', 'create_volumes': {'agent_id': {'value': 'a'}, 'volumes': []}} | 501 501 Not Implemented. Agents on Amazon ECS have no persistent volumes",
                "{'type': 'RESERVE_RESOURCES', 'reserve_resources': {'agent_id': {'value': ''}, 'resources': []}} | 400 No agent found with specified ID",
                "{'type': 'LIST_FILES', 'list_files': {'path': '/master/log'}} | 404",
                "{'type': 'READ_FILE', 'read_file': {'path': '/master/log', 'offset': 0}} | 404",
            })
    void fact_95_a_call_that_is_none_or_not_served_is_told_so(String call, String answer) {
        assertThat(answered("POST", "/api/v1", call)).startsWith(answer);
    }

    @ParameterizedTest
    @EnumSource(Call.Type.class)
    void fact_95_every_type_is_answered(Call.Type type) {
        String name = type.name().toLowerCase(Locale.ROOT);
        for (String call : List.of("{'type': '" + type + "'}", "{'type': '" + type + "', '" + name + "': {}}")) {
            HttpAnswer answer = answer(request("POST", "/api/v1", call));
            assertThat(answer.status()).isIn(200, 400, 501);
            assertThat(answer.body()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/logging/toggle | 200 1",
                "/logging/toggle?level=2&duration=5mins | 200 2 for PT5M",
                "/logging/toggle?level=0&duration=5mins | 200 0 for PT5M",
                "/logging/toggle?level=2 | 400 Expecting 'duration=value' in query.",
                "/logging/toggle?duration=5mins | 400 Expecting 'level=value' in query.",
                "/logging/toggle?level=x&duration=5mins | 400 Failed to convert 'x' to number.",
                "/logging/toggle?level=-1&duration=5mins | 400 Invalid level '-1'.",
                "/logging/toggle?level=1&duration=5m | 400 Unknown duration unit 'm'; supported units are",
            })
    void how_much_is_logged_is_shown_and_set_for_a_while(String target, String answer) {
        assertThat(answered("GET", target, "")).startsWith(answer);
        assertThat(answered("POST", target, "")).startsWith(answer);
        assertThat(OperatorApi.isLocal(request("GET", target, ""))).isTrue();
    }

    private static final String CPU =
            "[{'name': 'cpus', 'type': 'SCALAR', 'scalar': {'value': 1}, 'reservations': [{'type': 'DYNAMIC', 'role': 'r'}]}]";

    private static Object reservation(String target, String body) {
        return OperatorApi.read(request("POST", target, body), Optional.empty())
                                instanceof OperatorRequest.Changing change
                        && change.change() instanceof OperatorChange.OfReservations of
                ? of.change()
                : answered("POST", target, body);
    }

    @Test
    void fact_67_reservations_are_read_from_forms_and_calls() {
        String form = "slaveId=a%2F1&resources=" + URLEncoder.encode(CPU.replace('\'', '"'), UTF_8);
        String call = "'agent_id': {'value': 'a/1'}, 'resources': " + CPU;
        for (Object reserve : List.of(
                reservation("/reserve", form),
                reservation("/master/reserve", form),
                reservation("/api/v1", "{'type': 'RESERVE_RESOURCES', 'reserve_resources': {" + call + "}}"))) {
            assertThat(reserve).isInstanceOfSatisfying(ReservationChange.Reserve.class, its -> {
                assertThat(its.agent()).isEqualTo(new AgentId("a/1"));
                assertThat(its.isUpdate()).isFalse();
                assertThat(its.resources().get(0).getReservations(0).getRole()).isEqualTo("r");
            });
        }
        for (Object unreserve : List.of(
                reservation("/unreserve", form),
                reservation("/api/v1", "{'type': 'UNRESERVE_RESOURCES', 'unreserve_resources': {" + call + "}}"))) {
            assertThat(unreserve)
                    .isInstanceOfSatisfying(
                            ReservationChange.Unreserve.class,
                            its -> assertThat(its.resources().get(0).getName()).isEqualTo("cpus"));
        }
        assertThat(reservation("/reserve", form + "&source=%5B%5D"))
                .isInstanceOfSatisfying(
                        ReservationChange.Reserve.class,
                        its -> assertThat(its.isUpdate()).isTrue());
    }

    @Test
    void fact_67_who_reserves_is_known_by_its_credentials() {
        HttpRequest request = new HttpRequest(
                "POST",
                "/reserve",
                Headers.NONE.with("Authorization", "Basic cDpz"),
                ByteString.copyFromUtf8("slaveId=a1&resources=[]"));
        OperatorRequest read = OperatorApi.read(request, Optional.of(new Credentials(Map.of("p", "s"))));
        assertThat(read)
                .isEqualTo(new OperatorRequest.Changing(
                        new ReservationChange.Reserve(new AgentId("a1"), List.of(), false, Optional.of("p"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/reserve | resources=[] | 400 Missing 'slaveId' query parameter in the request body",
                "/reserve | slaveId=a1 | 400 Missing 'resources' query parameter in the request body",
                "/reserve | slaveId=a1&resources={} | 400 Error parsing 'resources' query parameter in the request body: ",
                "/reserve | slaveId=a1&resources=[{}] | 400 Error parsing 'resources' query parameter in the request body: Missing required fields",
                "/unreserve | slaveId=a1&resources=x | 400 Error in parsing 'resources' query parameter in the request body: ",
                "/create-volumes | slaveId=a1 | 501 501 Not Implemented. Agents on Amazon ECS have no persistent volumes",
                "/destroy-volumes | slaveId=a1 | 501 501 Not Implemented. Agents on Amazon ECS have no persistent volumes",
            })
    void fact_67_112_what_cannot_be_read_or_had_is_said(String target, String form, String answer) {
        assertThat(reservation(target, form).toString()).startsWith(answer);
        assertThat(answered("GET", "/reserve", "")).startsWith("405 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/files/browse?path=/master/log | 404",
                "/files/read?path=/master/log&offset=0 | 404",
                "/files/download?path=x | 404",
                "/files/browse | 400 Expecting 'path=value' in query.",
                "/files/read?offset=-1 | 400 Expecting 'path=value' in query.",
                "/files/read?offset=-2 | 400 Expecting 'path=value' in query.",
                "/files/read?path=x&offset=-1&length=-1 | 404",
                "/files/read?path=x&offset=-2 | 400 Negative offset provided: -2.",
                "/files/read?path=x&length=-2 | 400 Negative length provided: -2.",
                "/files/read?path=x&offset=q | 400 Failed to parse offset: Failed to convert 'q' to number.",
                "/files/read?path=x&length= | 400 Failed to parse length: Failed to convert '' to number.",
            })
    void fact_100_a_master_without_files_says_so(String target, String answer) {
        assertThat(answered("GET", target, "").strip()).isEqualTo(answer);
    }

    @Test
    void fact_96_who_subscribes_watches_in_the_encoding_that_is_accepted() {
        assertThat(answered("POST", "/api/v1", "{'type': 'SUBSCRIBE'}")).isEqualTo("200 watch in JSON");
    }

    @Test
    void fact_95_the_gate_is_that_of_schedulers() {
        assertThat(answered("GET", "/api/v1", ""))
                .isEqualTo("405 405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.");
        assertThat(answer(new HttpRequest("POST", "/api/v1", Headers.NONE, ByteString.EMPTY))
                        .body())
                .isEqualTo("Expecting 'Content-Type' to be present");
        assertThat(answer(new HttpRequest(
                                "POST", "/api/v1", Headers.NONE.with("Content-Type", "text/plain"), ByteString.EMPTY))
                        .status())
                .isEqualTo(415);
        HttpRequest picky = new HttpRequest(
                "POST",
                "/api/v1",
                JSON.with("Accept", "text/html"),
                ByteString.copyFromUtf8("{\"type\": \"GET_HEALTH\"}"));
        assertThat(answer(picky).status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1, mesos-master-readwrite",
        "/weights, mesos-master-readwrite",
        "/master/quota/a, mesos-master-readwrite",
        "/roles, mesos-master-readonly"
    })
    void fact_98_changes_and_what_they_set_want_the_credentials_that_change(String target, String realm) {
        Optional<Credentials> known = Optional.of(new Credentials(Map.of("p", "s")));
        assertThat(OperatorApi.turnedAway(request("GET", target, ""), known)).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().last("WWW-Authenticate")).contains("Basic realm=\"" + realm + "\"");
        });
        HttpRequest authorized =
                new HttpRequest("GET", target, Headers.NONE.with("Authorization", "Basic cDpz"), ByteString.EMPTY);
        assertThat(OperatorApi.turnedAway(authorized, known)).isEmpty();
        assertThat(OperatorApi.turnedAway(request("GET", target, ""), Optional.empty()))
                .isEmpty();
    }

    private static HttpRequest call(Headers headers, String json) {
        return new HttpRequest("POST", "/api/v1", headers, ByteString.copyFromUtf8(json));
    }

    @Test
    void fact_98_who_may_only_look_sees_all_and_changes_nothing() {
        Optional<Credentials> known =
                Optional.of(new Credentials(Map.of("p", "s")).withReaders(new Credentials(Map.of("r", "s"))));
        Headers reader = JSON.with("Accept", "application/json").with("Authorization", "Basic cjpz");
        for (String type : List.of("GET_STATE", "GET_WEIGHTS", "GET_QUOTA", "GET_MASTER", "GET_HEALTH")) {
            HttpRequest look = call(reader, "{\"type\": \"" + type + "\"}");
            assertThat(OperatorApi.turnedAway(look, known)).as(type).isEmpty();
            assertThat(answer(look, known).status()).as(type).isEqualTo(200);
        }
        ByteString form = ByteString.copyFromUtf8("frameworkId=f&taskId=t");
        List<HttpRequest> changes = List.of(
                new HttpRequest("PUT", "/weights", reader, ByteString.copyFromUtf8("[]")),
                new HttpRequest("POST", "/teardown", reader, form),
                new HttpRequest("POST", "/isthmus/kill", reader, form),
                new HttpRequest("DELETE", "/quota/r", reader, ByteString.EMPTY),
                new HttpRequest("POST", "/machine/down", reader, ByteString.copyFromUtf8("[{\"hostname\":\"h\"}]")),
                new HttpRequest("GET", "/logging/toggle?level=1&duration=1secs", reader, ByteString.EMPTY),
                call(reader, "{\"type\": \"UPDATE_WEIGHTS\", \"update_weights\": {\"weight_infos\": []}}"),
                call(reader, "{\"type\": \"TEARDOWN\", \"teardown\": {\"framework_id\": {\"value\": \"f\"}}}"));
        for (HttpRequest change : changes) {
            assertThat(OperatorApi.turnedAway(change, known))
                    .as(change.target())
                    .isEmpty();
            assertThat(answer(change, known).status()).as(change.target()).isEqualTo(403);
            Headers owner = JSON.with("Accept", "application/json").with("Authorization", "Basic cDpz");
            assertThat(answer(new HttpRequest(change.method(), change.target(), owner, change.body()), known)
                            .status())
                    .as("%s of one who may", change.target())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://elsewhere.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Origin, https://master.example:5050, 200",
        "Origin, http://localhost:8080, 200",
        "Sec-Fetch-Site, same-origin, 200"
    })
    void a_page_of_another_site_changes_nothing_whoever_looks_at_it(String name, String value, int status) {
        HttpRequest request = new HttpRequest(
                "PUT",
                "/weights",
                Headers.NONE.with("Host", "master.example:5050").with(name, value),
                ByteString.copyFromUtf8("[]"));
        assertThat(answer(request).status()).isEqualTo(status);
        for (String path : List.of("/teardown", "/isthmus/kill")) {
            ByteString form = ByteString.copyFromUtf8("frameworkId=f&taskId=t");
            assertThat(answer(new HttpRequest("POST", path, request.headers(), form))
                            .status())
                    .as(path)
                    .isEqualTo(status);
        }
    }

    @Test
    void other_paths_are_not_the_operators() {
        assertThat(List.of("/api/v1/scheduler", "/state", "/weight", "/", "/api"))
                .noneMatch(target -> OperatorApi.has(request("GET", target, "")));
        assertThat(List.of(
                        "/api/v1",
                        "/api/v1/x",
                        "/weights",
                        "/quota/a/b",
                        "/roles",
                        "/master/roles",
                        "/teardown",
                        "/isthmus/kill"))
                .allMatch(target -> OperatorApi.has(request("GET", target, "")));
    }
}
