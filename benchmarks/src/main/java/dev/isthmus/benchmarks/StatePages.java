package dev.isthmus.benchmarks;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.message.StateResponses;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.simulation.framework.Tasks;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the pages of a large master cost that show all of it, without sockets. All times are CPU.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.StatePages [agents tasks]}
 */
public final class StatePages {

    private static final int ROUNDS = 5;
    private static final int FRAMEWORKS = 10;
    /** So many of a hundred tasks have changed since the page before. */
    private static final int CHANGED = 2;

    private final PrintStream out;

    private StatePages(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and prints figures.
     *
     * @param args how many agents and tasks; by default 5,000 and 50,000
     */
    public static void main(String[] args) {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "5000", "50000");
        run(its.number(0), its.number(1), System.out);
    }

    static void run(int agents, int tasks, PrintStream out) {
        new StatePages(out).run(agents, tasks);
    }

    private void run(int agents, int tasks) {
        List<ShownAgent> all = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            all.add(agent(i));
        }
        List<ShownTask> running = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            running.add(task(i, agents));
        }
        HttpRequest state = new HttpRequest("GET", "/state", Headers.NONE, ByteString.EMPTY);
        HttpAnswer page = HttpAnswer.empty(200);
        for (int round = 0; round < ROUNDS; round++) {
            MasterSnapshot snapshot = snapshot(all, running);
            page = measured("/state", () -> OperatorPages.answer(state, snapshot, List.of(), 0));
            for (int i = round; i < tasks; i += 100 / CHANGED) {
                running.set(i, task(i, agents));
            }
        }
        HttpAnswer plain = page;
        HttpAnswer compressed = measured("compressed", () -> Gzip.compress(plain));
        out.printf(
                Locale.ROOT,
                "bytes of /state: %,d, compressed %,d%n",
                plain.bytes().size(),
                compressed.bytes().size());
        MasterSnapshot snapshot = snapshot(all, running);
        for (int round = 0; round < ROUNDS; round++) {
            measured(
                    "GET_STATE in protobuf",
                    () -> StateResponses.state(snapshot).toByteString());
            measured("GET_STATE in JSON", () -> MesosJson.write(StateResponses.state(snapshot)));
        }
    }

    private <T> T measured(String what, Supplier<T> work) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T done = work.get();
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        out.printf(Locale.ROOT, "%s: %,d ms%n", what, took / 1_000_000);
        return done;
    }

    private static MasterSnapshot snapshot(List<ShownAgent> agents, List<ShownTask> tasks) {
        List<ShownFramework> frameworks = new ArrayList<>();
        int each = (tasks.size() + FRAMEWORKS - 1) / FRAMEWORKS;
        for (int i = 0; i < FRAMEWORKS; i++) {
            FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                    .setUser("u")
                    .setName("framework " + i)
                    .addRoles("r");
            info.getIdBuilder().setValue("f" + i);
            frameworks.add(new ShownFramework(
                    info.build(),
                    true,
                    1,
                    1,
                    0,
                    tasks.subList(Math.min(tasks.size(), i * each), Math.min(tasks.size(), (i + 1) * each)),
                    List.of(),
                    List.of()));
        }
        return new MasterSnapshot(
                MasterInfo.newBuilder()
                        .setId("m")
                        .setIp(1)
                        .setPort(5050)
                        .setVersion("1.11.0")
                        .build(),
                "benchmark",
                0,
                agents,
                0,
                frameworks,
                List.of());
    }

    private static ShownAgent agent(int number) {
        Resources total = ResourcesText.parse(Dialect.MESOS, "cpus:16; mem:65536; ports:[31000-31099]");
        return new ShownAgent(
                "agent-" + number,
                "ip-10-0-" + number / 256 + "-" + number % 256 + ".ec2.internal",
                "10.0." + number / 256 + "." + number % 256,
                1,
                Map.of("instance-type", "m5.4xlarge", "zone", "us-east-1" + (char) ('a' + number % 3)),
                total,
                ResourcesText.parse(Dialect.MESOS, "cpus:10; mem:10240"),
                Resources.none(Dialect.MESOS),
                new TreeMap<>(),
                AgentState.READY,
                false,
                Optional.empty());
    }

    private static ShownTask task(int number, int agents) {
        TaskInfo.Builder task = TaskInfo.newBuilder()
                .setName("service.of.some.team-" + number % 100)
                .addResources(Tasks.scalar("cpus", 1))
                .addResources(Tasks.scalar("mem", 1024));
        task.getTaskIdBuilder().setValue("service_of_some_team.instance-" + number);
        task.getSlaveIdBuilder().setValue("agent-" + number % agents);
        task.getLabelsBuilder().addLabelsBuilder().setKey("owner").setValue("team-" + number % 50);
        return new ShownTask(
                task.build(),
                "f" + number % FRAMEWORKS,
                "r",
                List.of(status(task, TaskState.TASK_STARTING), status(task, TaskState.TASK_RUNNING)));
    }

    private static TaskStatus status(TaskInfo.Builder task, TaskState state) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(task.getTaskId())
                .setSlaveId(task.getSlaveId())
                .setState(state)
                .setTimestamp(1_700_000_000.25);
        status.getContainerStatusBuilder()
                .addNetworkInfosBuilder()
                .addIpAddressesBuilder()
                .setIpAddress("10.0.0.1");
        return status.build();
    }
}
