package dev.isthmus.master.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of the page: each answer has all of one view, and only the rows that are in sight. */
class PageFiguresTest {

    private static final MasterSnapshot SNAPSHOT = new MasterSnapshot(
            MasterInfo.newBuilder()
                    .setId("m")
                    .setIp(1)
                    .setPort(5050)
                    .setHostname("m1")
                    .setVersion("1.11.0")
                    .build(),
            "c",
            1000,
            List.of(agent("a1", "host-b", AgentState.READY), agent("a2", "host-a", AgentState.DRAINING)),
            3,
            List.of(framework(
                    "f1",
                    "one",
                    List.of(
                            task("f1", "t1", "a1", TaskState.TASK_RUNNING, 30),
                            task("f1", "t2", "a2", TaskState.TASK_STARTING, 20)),
                    List.of(task("f1", "t0", "a1", TaskState.TASK_FAILED, 10)))),
            List.of(framework("f0", "gone", List.of(), List.of(task("f0", "t9", "a9", TaskState.TASK_KILLED, 5)))));

    private static String get(String target) {
        return answer(target, SNAPSHOT).body();
    }

    private static HttpAnswer answer(String target, MasterSnapshot snapshot) {
        HttpRequest request = new HttpRequest("GET", target, Headers.NONE, ByteString.EMPTY);
        assertThat(PageFigures.has(request)).isTrue();
        return PageFigures.answer(request, snapshot, 1200);
    }

    @Test
    void an_overview_has_sums_and_no_row_of_a_task_or_an_agent() {
        assertThat(get("/isthmus/overview"))
                .startsWith(
                        "{\"cluster\":\"c\",\"leader\":\"m1:5050\",\"version\":\"1.11.0\",\"started\":1000.0,\"now\":1200.0,")
                .contains("\"agents\":{\"ready\":1,\"draining\":1,\"disconnected\":0,\"unreachable\":3}")
                .contains("\"total\":{\"cpus\":8.0,\"gpus\":0.0,\"mem\":2048.0,\"disk\":0.0}")
                .contains("\"used\":{\"cpus\":0.6,")
                .contains("\"tasks\":{\"TASK_STARTING\":1,\"TASK_RUNNING\":1},\"completed\":{\"TASK_FAILED\":1}")
                .doesNotContain("host-a", "\"t1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/isthmus/tasks, t1 t2 t0 t9",
        "/isthmus/tasks?order=id, t0 t1 t2 t9",
        "/isthmus/tasks?order=-id, t9 t2 t1 t0",
        "/isthmus/tasks?order=host&state=live, t2 t1",
        "/isthmus/tasks?order=nonsense, t1 t2 t0 t9",
        "/isthmus/tasks?framework_id=f1, t1 t2 t0",
        "/isthmus/tasks?agent_id=a1, t1 t0",
        "/isthmus/tasks?state=ended, t0 t9",
        "/isthmus/tasks?state=starting, t2",
        "/isthmus/tasks?search=HOST-A, t2",
        "/isthmus/tasks?search=kill, t9",
        "/isthmus/tasks?limit=2, t1 t2",
        "/isthmus/tasks?limit=2&offset=1, t2 t0",
        "/isthmus/tasks?offset=9, ''",
        "/isthmus/tasks?limit=-1&offset=x, t1 t2 t0 t9",
        "/master/isthmus/tasks/?search=nothing, ''"
    })
    void tasks_are_found_sorted_and_shown_by_pages(String target, String ids) {
        List<String> shown = Pattern.compile("\\{\"id\":\"(t\\d)\"")
                .matcher(get(target))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(String.join(" ", shown)).isEqualTo(ids);
    }

    @Test
    void a_page_says_how_many_rows_there_are_in_all() {
        assertThat(get("/isthmus/tasks?limit=1&offset=2"))
                .contains("\"total\":4,\"offset\":2,\"tasks\":[{\"id\":\"t0\"");
    }

    @Test
    void the_tasks_of_a_framework_or_an_agent_come_with_it() {
        assertThat(get("/isthmus/tasks?framework_id=f0")).contains("\"framework\":{\"id\":\"f0\",\"name\":\"gone\"");
        assertThat(get("/isthmus/tasks?agent_id=a2"))
                .contains("\"agent\":{\"id\":\"a2\",\"host\":\"host-a\"")
                .contains("\"state\":\"draining\"");
        assertThat(get("/isthmus/tasks?agent_id=a7")).doesNotContain("\"agent\":{");
    }

    @ParameterizedTest
    @CsvSource({
        "/isthmus/agents, a2 a1",
        "/isthmus/agents?order=-host, a1 a2",
        "/isthmus/agents?search=rack:R, a2 a1",
        "/isthmus/agents?search=host-b, a1"
    })
    void agents_are_found_and_sorted(String target, String ids) {
        List<String> shown = Pattern.compile("\\{\"id\":\"(a\\d)\"")
                .matcher(get(target))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(String.join(" ", shown)).isEqualTo(ids);
    }

    @Test
    void however_large_the_cluster_is_an_answer_has_the_rows_of_one_page() {
        List<ShownTask> many = IntStream.range(0, 20_000)
                .mapToObj(i -> task("f", "task-" + i, "a" + i % 5000, TaskState.TASK_RUNNING, i))
                .toList();
        List<ShownAgent> agents = IntStream.range(0, 5000)
                .mapToObj(i -> agent("a" + i, "host-" + i, AgentState.READY))
                .toList();
        MasterSnapshot large = new MasterSnapshot(
                SNAPSHOT.master(), "c", 0, agents, 0, List.of(framework("f", "n", many, List.of())), List.of());
        for (String target : List.of("overview", "frameworks", "agents", "tasks", "tasks?agent_id=a7&limit=9999")) {
            assertThat(answer("/isthmus/" + target, large).bytes().size())
                    .as(target)
                    .isLessThan(64_000);
        }
    }

    private static ShownFramework framework(String id, String name, List<ShownTask> tasks, List<ShownTask> completed) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder().setUser("u").setName(name);
        info.getIdBuilder().setValue(id);
        return new ShownFramework(info.build(), true, 1000, 1000, 0, tasks, completed, List.of());
    }

    private static ShownAgent agent(String id, String host, AgentState state) {
        return new ShownAgent(
                id,
                host,
                "10.0.0.1",
                1000,
                Map.of("rack", "r1"),
                mesos("cpus:4;mem:1024"),
                mesos("cpus:0.3"),
                mesos("cpus:1"),
                new TreeMap<>(),
                state,
                false,
                Optional.empty());
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static ShownTask task(String framework, String id, String agent, TaskState state, double at) {
        TaskInfo.Builder info = TaskInfo.newBuilder().setName("name of " + id);
        info.getTaskIdBuilder().setValue(id);
        info.getSlaveIdBuilder().setValue(agent);
        Resource.Builder cpus = info.addResourcesBuilder().setName("cpus").setType(Value.Type.SCALAR);
        cpus.getScalarBuilder().setValue(0.1);
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(state).setTimestamp(at);
        status.getTaskIdBuilder().setValue(id);
        return new ShownTask(info.build(), framework, "r", List.of(status.build()));
    }
}
