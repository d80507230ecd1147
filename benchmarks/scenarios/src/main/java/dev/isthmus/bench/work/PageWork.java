package dev.isthmus.bench.work;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pages of a master that show all agents and tasks, without sockets. Tasks change between pages, as what is made anew costs more. Not thread-safe. */
public final class PageWork {

    private static final int FRAMEWORKS = 10;
    /** So many of a hundred tasks have changed since the page before. */
    private static final int CHANGED = 2;

    private final List<ShownAgent> agents = new ArrayList<>();
    private final List<ShownTask> tasks = new ArrayList<>();
    private int changes;

    /** A master of ten frameworks that all have as many of the tasks. */
    public PageWork(int agents, int tasks) {
        for (int i = 0; i < agents; i++) {
            this.agents.add(agent(i));
        }
        for (int i = 0; i < tasks; i++) {
            this.tasks.add(task(i, agents));
        }
    }

    /** Some tasks have changed. */
    public void change() {
        for (int i = changes++ % (100 / CHANGED); i < tasks.size(); i += 100 / CHANGED) {
            tasks.set(i, task(i, agents.size()));
        }
    }

    /** A page, uncompressed. */
    public HttpAnswer page(String target) {
        HttpRequest request = new HttpRequest("GET", target, Headers.NONE, ByteString.EMPTY);
        return OperatorPages.answer(request, snapshot(), List.of(), 0);
    }

    /** What the pages show. */
    public MasterSnapshot snapshot() {
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
