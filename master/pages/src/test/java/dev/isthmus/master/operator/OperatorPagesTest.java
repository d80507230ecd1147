package dev.isthmus.master.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts C1 and C2: the pages of v0 that frameworks read. */
class OperatorPagesTest {

    private static final MasterInfo MASTER = MasterInfo.newBuilder()
            .setId("m")
            .setIp(0x0100000a)
            .setPort(5050)
            .setPid("master@10.0.0.1:5050")
            .setHostname("m1")
            .setVersion("1.11.0")
            .build();

    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a1").build();

    private static final MasterSnapshot SNAPSHOT = snapshot();

    /** As the master answers it. */
    private static HttpAnswer page(HttpRequest request, MasterSnapshot master) {
        return OperatorPages.identify(request, new MasterIdentity(master.master(), master.cluster(), master.started()))
                .orElseGet(() -> OperatorPages.answer(request, master, List.of(), 1200));
    }

    @Test
    void fact_73_redirect_names_the_leader_and_nothing_below_it_does() {
        assertThat(get("/redirect").status()).isEqualTo(307);
        assertThat(get("/redirect").headers().last("Location")).hasValue("//m1:5050");
        assertThat(get("/master/redirect/").headers().last("Location")).hasValue("//m1:5050");
        assertThat(get("/redirect/x").status()).isEqualTo(404);
    }

    @Test
    void fact_73_75_an_address_of_ipv6_has_brackets() {
        MasterInfo six = MASTER.toBuilder().setHostname("fd00::1").build();
        MasterSnapshot snapshot = new MasterSnapshot(
                six, "c", 1000, List.of(agent("fd00::7", "", AgentState.READY)), 0, List.of(), List.of());
        assertThat(page(request("GET", "/redirect"), snapshot).headers().last("Location"))
                .hasValue("//[fd00::1]:5050");
        assertThat(page(request("GET", "/slaves"), snapshot).body()).contains("\"pid\":\"slave(1)@[fd00::7]:5051\"");
    }

    @Test
    void fact_71_health_is_empty_and_version_names_one() {
        assertThat(get("/health")).isEqualTo(HttpAnswer.empty(200));
        assertThat(get("/master/version").body()).startsWith("{\"version\":\"1.11.0\",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/state",
                "/state-summary",
                "/slaves",
                "/frameworks",
                "/tasks",
                "/flags",
                "/metrics/snapshot",
                "/version"
            })
    void each_page_is_json_under_master_too_and_jsonp_if_wanted(String path) throws IOException {
        HttpAnswer page = get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().last("Content-Type")).hasValue("application/json");
        try (JsonParser parser = new JsonFactory().createParser(page.body())) {
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotNull();
            }
        }
        assertThat(get("/master" + path + "/").body()).isEqualTo(page.body());
        HttpAnswer wrapped = get(path + "?jsonp=angular.callbacks._0");
        assertThat(wrapped.headers().last("Content-Type")).hasValue("text/javascript");
        assertThat(wrapped.body()).isEqualTo("angular.callbacks._0(" + page.body() + ");");
        assertThat(get(path + "?jsonp=alert(1)//").body())
                .as("no name of a function")
                .isEqualTo(page.body());
    }

    @Test
    void fact_71_any_method_is_served_and_a_path_below_too() {
        assertThat(answer("POST", "/slaves/a1").body()).isEqualTo(get("/slaves").body());
    }

    @Test
    void fact_98_without_credentials_only_what_is_open_is_shown() {
        Optional<Credentials> readers = Optional.of(new Credentials(Map.of("p", "s")));
        for (String open : List.of("/health", "/redirect", "/version")) {
            assertThat(OperatorPages.turnedAway(request("GET", open), readers))
                    .as(open)
                    .isEmpty();
        }
        for (String closed : List.of("/state", "/slaves/x", "/master/tasks", "/metrics/snapshot")) {
            assertThat(OperatorPages.turnedAway(request("GET", closed), readers))
                    .as(closed)
                    .hasValueSatisfying(answer -> {
                        assertThat(answer.status()).isEqualTo(401);
                        assertThat(answer.headers().last("WWW-Authenticate"))
                                .hasValue("Basic realm=\"mesos-master-readonly\"");
                    });
            assertThat(OperatorPages.turnedAway(request("GET", closed), Optional.empty()))
                    .isEmpty();
        }
    }

    @Test
    void fact_74_resources_have_all_four_scalars_and_ports_as_text() {
        assertThat(get("/slaves").body())
                .contains("\"resources\":{\"cpus\":4.0,\"gpus\":0.0,\"mem\":1024.0,\"disk\":0.0,"
                        + "\"ports\":\"[31000-31005, 31010-31010]\",\"zones\":\"{a, b}\"}")
                .contains("\"used_resources\":{\"cpus\":0.3,\"gpus\":0.0,\"mem\":0.0,\"disk\":0.0}")
                .contains("\"attributes\":{\"rack\":\"r1\"}");
    }

    @Test
    void fact_77_an_agent_shows_what_of_it_is_offered_and_reserved_and_whether_it_is_there() {
        assertThat(get("/slaves").body())
                .contains("\"offered_resources\":{\"cpus\":1.0,")
                .contains("\"reserved_resources\":{\"r\":{\"cpus\":0.5,\"gpus\":0.0,\"mem\":0.0,\"disk\":0.0}}")
                .contains("\"unreserved_resources\":{\"cpus\":3.5,")
                .contains("\"active\":true,\"deactivated\":false");
        assertThat(agentJson(AgentState.DRAINING)).contains("\"active\":true,\"deactivated\":true");
        assertThat(agentJson(AgentState.DISCONNECTED)).contains("\"active\":false,\"deactivated\":false");
    }

    @Test
    void fact_77_an_agent_says_what_it_is_capable_of() {
        String capabilities =
                "\"capabilities\":[\"MULTI_ROLE\",\"HIERARCHICAL_ROLE\",\"AGENT_DRAINING\",\"TASK_RESOURCE_LIMITS\"]";
        for (String path : List.of("/slaves", "/state", "/state-summary")) {
            assertThat(get(path).body()).as(path).contains(capabilities);
        }
    }

    @Test
    void fact_77_agents_on_their_own_page_have_their_resources_in_full() {
        String half =
                "{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":0.5},\"role\":\"r\",\"reservation\":{},"
                        + "\"reservations\":[{\"type\":\"DYNAMIC\",\"role\":\"r\"}]}";
        String unreserved = "{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":%s},\"role\":\"*\"}";
        assertThat(get("/slaves").body())
                .contains("\"reserved_resources_full\":{\"r\":[" + half + "]}")
                .contains("\"unreserved_resources_full\":[" + String.format(Locale.ROOT, unreserved, "3.5") + ",")
                .contains("\"used_resources_full\":[" + String.format(Locale.ROOT, unreserved, "0.3") + "]")
                .contains("\"offered_resources_full\":[" + String.format(Locale.ROOT, unreserved, "1.0") + "]");
        assertThat(get("/state").body()).doesNotContain("_full");
    }

    @Test
    void fact_79_a_task_of_a_group_names_its_executor() {
        ShownTask started = new ShownTask(
                task("t"),
                "f",
                "r",
                List.of(status("t", TaskState.TASK_STARTING, 1)
                        .setExecutorId(ExecutorID.newBuilder().setValue("pod"))
                        .build()));
        assertThat(JsonText.write(TaskJson.of(started))).contains("\"executor_id\":\"pod\"");
        ShownTask command = new ShownTask(
                task("t"),
                "f",
                "r",
                List.of(status("t", TaskState.TASK_STARTING, 1)
                        .setExecutorId(ExecutorID.newBuilder().setValue("t"))
                        .build()));
        assertThat(JsonText.write(TaskJson.of(command))).contains("\"executor_id\":\"\"");
    }

    @Test
    void fact_79_a_task_shows_its_limits_if_it_has_any() {
        TaskInfo limited = task("t").toBuilder()
                .putLimits("mem", Value.Scalar.newBuilder().setValue(64).build())
                .putLimits(
                        "cpus",
                        Value.Scalar.newBuilder()
                                .setValue(Double.POSITIVE_INFINITY)
                                .build())
                .build();
        assertThat(JsonText.write(TaskJson.of(new ShownTask(limited, "f", "r", List.of()))))
                .contains(",\"limits\":{\"cpus\":\"Infinity\",\"mem\":64.0},");
        assertThat(JsonText.write(TaskJson.of(new ShownTask(task("t"), "f", "r", List.of()))))
                .doesNotContain("limits");
    }

    @Test
    void fact_80_the_summary_counts_tasks_and_says_whose_and_where_they_are() {
        String counts =
                "\"TASK_STAGING\":0,\"TASK_STARTING\":0,\"TASK_RUNNING\":1,\"TASK_KILLING\":0,\"TASK_FINISHED\":1,"
                        + "\"TASK_KILLED\":0,\"TASK_FAILED\":0,\"TASK_LOST\":0,\"TASK_ERROR\":0,\"TASK_UNREACHABLE\":0,";
        assertThat(get("/state-summary").body())
                .startsWith(
                        "{\"hostname\":\"" + MASTER.getHostname() + "\",\"cluster\":\"c\",\"slaves\":[{\"id\":\"a1\",")
                .contains(counts + "\"framework_ids\":[\"f\"]}]")
                .contains("\"frameworks\":[{\"id\":\"f\",\"name\":\"n\",\"used_resources\":{\"cpus\":0.3,")
                .endsWith("\"recovered\":false," + counts + "\"slave_ids\":[\"a1\"]}]}")
                .doesNotContain("t1");
    }

    @Test
    void fact_78_tasks_of_agents_that_count_as_lost_stand_apart_and_use_nothing() {
        ShownFramework framework = SNAPSHOT.frameworks().get(0);
        ShownTask lost = framework
                .tasks()
                .get(0)
                .with(status("t1", TaskState.TASK_UNREACHABLE, 300).build());
        ShownFramework known = new ShownFramework(
                framework.info(), true, 1000, 1000, 0, List.of(lost), framework.completed(), framework.offers());
        MasterSnapshot master = new MasterSnapshot(MASTER, "c", 1000, SNAPSHOT.agents(), 0, List.of(known), List.of());
        assertThat(OperatorPages.metrics(master, List.of(), 1200))
                .containsEntry("master/tasks_unreachable", 1.0)
                .containsEntry("master/tasks_running", 0.0);
        assertThat(JsonText.write(FrameworkJson.of(known)))
                .contains(
                        "\"used_resources\":{\"cpus\":0.0,",
                        "\"tasks\":[],\"unreachable_tasks\":[{\"id\":\"t1\",",
                        "\"completed_tasks\":[{\"id\":\"t2\",");
    }

    @Test
    void fact_78_a_framework_that_wants_offers_of_some_agents_alone_says_so() {
        ShownFramework framework = SNAPSHOT.frameworks().get(0);
        assertThat(JsonText.write(FrameworkJson.of(framework))).doesNotContain("offer_constraints");
        OfferConstraints.Builder constraints = OfferConstraints.newBuilder();
        constraints.putRoleConstraints(
                "r",
                OfferConstraints.RoleConstraints.newBuilder()
                        .addGroups(OfferConstraints.RoleConstraints.Group.newBuilder()
                                .addAttributeConstraints(AttributeConstraint.newBuilder()
                                        .setSelector(AttributeConstraint.Selector.newBuilder()
                                                .setAttributeName("rack"))
                                        .setPredicate(AttributeConstraint.Predicate.newBuilder()
                                                .setExists(AttributeConstraint.Predicate.Exists.getDefaultInstance()))))
                        .build());
        ShownFramework constrained = new ShownFramework(
                framework.info(), true, 1000, 1000, 0, List.of(), List.of(), List.of(), constraints.build());
        assertThat(JsonText.write(FrameworkJson.of(constrained)))
                .endsWith(",\"offer_constraints\":{\"role_constraints\":{\"r\":{\"groups\":[{\"attribute_constraints\":"
                        + "[{\"selector\":{\"attribute_name\":\"rack\"},\"predicate\":{\"exists\":{}}}]}]}}}}");
    }

    @Test
    void fact_78_frameworks_have_a_page_of_their_own() {
        String all = get("/frameworks").body();
        assertThat(all).startsWith("{\"frameworks\":[{\"id\":\"f\",").contains("\"tasks\":[{\"id\":\"t1\",");
        assertThat(all).endsWith("],\"completed_frameworks\":[],\"unregistered_frameworks\":[]}");
        assertThat(get("/state").body()).contains(all.substring(1, all.indexOf("],\"completed_frameworks")));
        assertThat(get("/frameworks?framework_id=f&order=dsc&limit=-1").body()).isEqualTo(all);
        assertThat(get("/frameworks?framework_id=g").body()).startsWith("{\"frameworks\":[],");
    }

    private static String agentJson(AgentState state) {
        return JsonText.write(AgentJson.of(agent("10.0.0.7", "", state), "1.11.0"));
    }

    @Test
    void fact_75_pids_can_be_parsed() {
        assertThat(get("/state").body())
                .contains("\"pid\":\"slave(1)@10.0.0.7:5051\"", "\"leader\":\"master@10.0.0.1:5050\"");
    }

    @Test
    void facts_76_to_79_the_state_holds_what_it_names() {
        String state = get("/state").body();
        assertThat(state)
                .contains(
                        "\"activated_slaves\":1.0",
                        "\"unreachable_slaves\":3.0",
                        "\"cluster\":\"c\"",
                        "\"leader_info\":{\"id\":\"m\",")
                .contains("\"frameworks\":[{\"id\":\"f\",\"name\":\"n\",")
                .contains("\"roles\":[\"r\"]", "\"failover_timeout\":60.0")
                .contains(
                        "\"offers\":[{\"id\":\"o\",\"framework_id\":\"f\",\"allocation_info\":{\"role\":\"r\"},\"slave_id\":\"a1\"")
                .contains("\"completed_frameworks\":[]", "\"orphan_tasks\":[]");
    }

    @Test
    void fact_79_tasks_are_asked_for_by_id_order_and_number() {
        assertThat(get("/tasks").body()).containsSubsequence("\"id\":\"t2\"", "\"id\":\"t1\"");
        assertThat(get("/tasks?order=asc").body()).containsSubsequence("\"id\":\"t1\"", "\"id\":\"t2\"");
        assertThat(get("/tasks?limit=1").body()).contains("\"id\":\"t2\"").doesNotContain("\"id\":\"t1\"");
        assertThat(get("/tasks?limit=-1").body()).contains("\"id\":\"t2\"", "\"id\":\"t1\"");
        assertThat(get("/tasks?offset=1").body()).contains("\"id\":\"t1\"").doesNotContain("\"id\":\"t2\"");
        assertThat(get("/tasks?limit=0").body()).isEqualTo("{\"tasks\":[]}");
        assertThat(get("/tasks?task_id=t1&framework_id=f").body())
                .contains("\"id\":\"t1\"")
                .doesNotContain("\"id\":\"t2\"");
        assertThat(get("/tasks?framework_id=g").body()).isEqualTo("{\"tasks\":[]}");
        assertThat(get("/tasks?limit=x&%zz=1").body()).contains("\"id\":\"t1\"");
    }

    @Test
    void fact_79_a_task_has_its_statuses_oldest_first() {
        assertThat(get("/tasks?task_id=t1").body())
                .contains("\"executor_id\":\"\",\"slave_id\":\"a1\",\"state\":\"TASK_RUNNING\"")
                .containsSubsequence(
                        "\"statuses\":[{\"state\":\"TASK_STARTING\",\"timestamp\":100.5}",
                        "{\"state\":\"TASK_RUNNING\",\"timestamp\":101.0,\"container_status\":{\"network_infos\":");
    }

    @Test
    void fact_94_metrics_are_flat_numbers() {
        String metrics = get("/metrics/snapshot").body();
        assertThat(metrics)
                .contains("\"master/uptime_secs\":200.0", "\"master/elected\":1.0")
                .contains("\"master/tasks_running\":1.0", "\"master/tasks_finished\":1.0", "\"master/tasks_lost\":0.0")
                .contains("\"master/cpus_total\":4.0", "\"master/cpus_used\":0.3", "\"master/cpus_percent\":0.075")
                .contains("\"master/cpus_revocable_total\":0.0", "\"master/gpus_revocable_percent\":0.0")
                .contains("\"allocator/mesos/resources/cpus/total\":4.0")
                .contains("\"allocator/mesos/resources/cpus/offered_or_allocated\":1.3")
                .contains("\"master/slaves_active\":1.0", "\"master/slaves_unreachable\":3.0")
                .contains("\"master/outstanding_offers\":1.0", "\"master/event_queue_messages\":0.0")
                .doesNotContain(":{", "[");
    }

    @Test
    void fact_94_messages_are_counted_by_the_names_that_mesos_has_for_them() {
        List<MetricFamily> measured = List.of(
                MetricFamily.of(
                        "isthmus_master_calls_total",
                        MetricFamily.Kind.COUNTER,
                        "",
                        "type",
                        Map.of("SUBSCRIBE", 2, "DECLINE", 3, "KILL", 4)),
                MetricFamily.of(
                        "isthmus_master_task_updates_total",
                        MetricFamily.Kind.COUNTER,
                        "",
                        "state",
                        Map.of("TASK_RUNNING", 5, "TASK_FAILED", 6)),
                MetricFamily.of(
                        "isthmus_master_agent_changes_total",
                        MetricFamily.Kind.COUNTER,
                        "",
                        "change",
                        Map.of("added", 7, "removed", 1)));
        assertThat(OperatorPages.metrics(SNAPSHOT, measured, 1200))
                .containsEntry("master/messages_register_framework", 2.0)
                .containsEntry("master/messages_decline_offers", 3.0)
                .containsEntry("master/messages_kill_task", 4.0)
                .containsEntry("master/messages_revive_offers", 0.0)
                .containsEntry("master/messages_status_update", 11.0)
                .containsEntry("master/slave_registrations", 7.0)
                .containsEntry("master/slave_removals", 1.0)
                .containsEntry("master/frameworks/n/f/subscribed", 1.0)
                .containsEntry("master/event_queue_messages", 0.0);
    }

    private static HttpAnswer get(String target) {
        return answer("GET", target);
    }

    private static HttpAnswer answer(String method, String target) {
        assertThat(OperatorPages.has(request(method, target))).isTrue();
        return page(request(method, target), SNAPSHOT);
    }

    private static HttpRequest request(String method, String target) {
        return new HttpRequest(method, target, Headers.NONE, ByteString.EMPTY);
    }

    private static MasterSnapshot snapshot() {
        TaskStatus.Builder running = status("t1", TaskState.TASK_RUNNING, 101);
        running.getContainerStatusBuilder()
                .addNetworkInfosBuilder()
                .addIpAddressesBuilder()
                .setIpAddress("10.0.0.7");
        ShownTask first = new ShownTask(
                task("t1"),
                "f",
                "r",
                List.of(status("t1", TaskState.TASK_STARTING, 100.5).build(), running.build()));
        ShownTask second = new ShownTask(
                task("t2"),
                "f",
                "r",
                List.of(status("t2", TaskState.TASK_FINISHED, 200).build()));
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("u")
                .setName("n")
                .setId(FrameworkID.newBuilder().setValue("f"))
                .setFailoverTimeout(60)
                .addRoles("r")
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE));
        OutstandingOffer offer = new OutstandingOffer(
                "o", new FrameworkId("f"), new AgentId("a1"), "r", ResourcesByReservation.of(mesos("cpus:1")));
        ShownFramework framework =
                new ShownFramework(info.build(), true, 1000, 1000, 0, List.of(first), List.of(second), List.of(offer));
        return new MasterSnapshot(
                MASTER,
                "c",
                1000,
                List.of(agent("10.0.0.7", "cpus:4;mem:1024;ports:[31010,31000-31005];zones:{b,a}", AgentState.READY)),
                3,
                List.of(framework),
                List.of());
    }

    private static ShownAgent agent(String ip, String total, AgentState state) {
        return new ShownAgent(
                "a1",
                "h",
                ip,
                1000,
                Map.of("rack", "r1"),
                mesos(total),
                mesos("cpus:0.3"),
                mesos("cpus:1"),
                new TreeMap<>(Map.of("r", mesos("cpus:0.5"))),
                state,
                false,
                Optional.empty());
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static TaskInfo task(String id) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(AGENT)
                .addResources(scalar("cpus", 0.1))
                .addResources(scalar("cpus", 0.2))
                .build();
    }

    private static TaskStatus.Builder status(String task, TaskState state, double at) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(state)
                .setTimestamp(at);
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    @Test
    void a_timeout_that_is_none_is_refused() {
        assertThat(get("/metrics/snapshot?timeout=5secs").status()).isEqualTo(200);
        for (String wrong : List.of("foo", "5s", "")) {
            HttpAnswer answer = get("/metrics/snapshot?timeout=" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("Invalid timeout '" + wrong + "': ")
                    .endsWith(".\n");
        }
    }
}
