package dev.isthmus.browser;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
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
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster of any size as it is shown, made without a master: the same each time, but for the time and how many of its tasks run already. */
final class GeneratedCluster {

    /** 2026-11-30 07:00 UTC. */
    static final double BEGUN = 1_796_022_000;

    /** What a stranger might call a task. */
    static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final String[] NAMES = {"web-frontend", "search-index", "billing", "reports.nightly", "cache"};

    private final int agents;
    private final int tasks;
    private final List<ShownAgent> all = new ArrayList<>();
    private final List<ShownTask> starting = new ArrayList<>();
    private final List<ShownTask> running = new ArrayList<>();

    GeneratedCluster(int agents, int tasks) {
        this.agents = agents;
        this.tasks = tasks;
        for (int i = 0; i < agents; i++) {
            all.add(agent(i));
        }
        for (int i = 0; i < tasks; i++) {
            starting.add(task(i, owner(i), TaskState.TASK_STARTING));
            running.add(task(i, owner(i), TaskState.TASK_RUNNING));
        }
    }

    private static String owner(int i) {
        return i % 5 == 0 ? "b1c0-0002" : "b1c0-0001";
    }

    /**
     * The cluster.
     *
     * @param late how many of its tasks, the last ones, do not run yet
     */
    MasterSnapshot at(int late) {
        List<ShownTask> marathon = new ArrayList<>();
        List<ShownTask> chronos = new ArrayList<>();
        List<ShownTask> ended = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            ShownTask task = (i >= tasks - late ? starting : running).get(i);
            (i % 5 == 0 ? chronos : marathon).add(task);
        }
        for (int i = 0; i < 40; i++) {
            ended.add(task(tasks + i, "b1c0-0002", i % 8 == 3 ? TaskState.TASK_FAILED : TaskState.TASK_FINISHED));
        }
        return new MasterSnapshot(
                MasterInfo.newBuilder()
                        .setId("m")
                        .setIp(0x0100000a)
                        .setPort(5050)
                        .setHostname("master1.example")
                        .setVersion("1.11.0")
                        .build(),
                "production",
                BEGUN - 90_000,
                all,
                2,
                List.of(
                        framework("b1c0-0001", "marathon", "web", marathon, List.of(), true),
                        framework("b1c0-0002", "chronos", "batch", chronos, ended, true),
                        framework("b1c0-0003", "spark: nightly join", "batch", List.of(), List.of(), false)),
                List.of());
    }

    private static ShownAgent agent(int i) {
        AgentState state =
                i % 400 == 7 ? AgentState.DRAINING : i % 900 == 11 ? AgentState.DISCONNECTED : AgentState.READY;
        return new ShownAgent(
                agentId(i),
                "ip-10-" + i / 250 + "-4-" + i % 250 + ".eu-west-1.compute.internal",
                "10." + i / 250 + ".4." + i % 250,
                BEGUN - 80_000 + i,
                new TreeMap<>(Map.of("zone", "eu-west-1" + (char) ('a' + i % 3), "instance-type", "m6i.4xlarge")),
                mesos("cpus:16;mem:63000"),
                mesos("cpus:" + (4 + i % 9) + ";mem:" + (9000 + 1000 * (i % 40))),
                i % 50 == 0 ? mesos("cpus:2;mem:4000") : mesos("cpus:0"),
                new TreeMap<>(),
                state,
                false,
                Optional.empty());
    }

    static String agentId(int i) {
        return String.format(Locale.ROOT, "%032x", 0x5eed_0000L + i);
    }

    private static ShownFramework framework(
            String id, String name, String role, List<ShownTask> tasks, List<ShownTask> ended, boolean isConnected) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("root")
                .setName(name)
                .addRoles(role)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .setHostname(name.replaceAll("\\W.*", "") + ".example")
                .setFailoverTimeout(604_800);
        info.getIdBuilder().setValue(id);
        if (name.equals("marathon")) {
            info.setWebuiUrl("http://marathon.example:8080");
        }
        List<OutstandingOffer> offers = List.of(new OutstandingOffer(
                id + "-O1",
                new FrameworkId(id),
                new AgentId(agentId(0)),
                role,
                ResourcesByReservation.of(mesos("cpus:2;mem:4000"))));
        return new ShownFramework(
                info.build(),
                isConnected,
                BEGUN - 86_000,
                BEGUN - 86_000,
                0,
                tasks,
                ended,
                name.equals("chronos") ? offers : List.of());
    }

    private ShownTask task(int i, String framework, TaskState state) {
        String name = NAMES[i % NAMES.length];
        String id =
                i == 3 ? HOSTILE : name + "." + String.format(Locale.ROOT, "%08x", i * 2_654_435_761L & 0xffff_ffffL);
        TaskInfo.Builder info = TaskInfo.newBuilder()
                .setName(i == 3 ? HOSTILE : name)
                .addResources(scalar("cpus", 0.5 + i % 4 * 0.25))
                .addResources(scalar("mem", 256 << i % 3));
        info.getTaskIdBuilder().setValue(id);
        info.getSlaveIdBuilder().setValue(agentId(i % Math.max(1, agents)));
        double began = BEGUN - 60_000 + i % 50_000;
        List<TaskStatus> statuses = new ArrayList<>();
        statuses.add(status(id, TaskState.TASK_STARTING, began));
        if (state != TaskState.TASK_STARTING) {
            statuses.add(status(id, TaskState.TASK_RUNNING, began + 7));
        }
        if (state != TaskState.TASK_STARTING && state != TaskState.TASK_RUNNING) {
            statuses.add(status(id, state, began + 900));
        }
        return new ShownTask(info.build(), framework, "web", statuses);
    }

    private static TaskStatus status(String task, TaskState state, double at) {
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(state).setTimestamp(at);
        status.getTaskIdBuilder().setValue(task);
        return status.build();
    }

    private static Resource scalar(String name, double value) {
        Resource.Builder scalar = Resource.newBuilder().setName(name).setType(Value.Type.SCALAR);
        scalar.getScalarBuilder().setValue(value);
        return scalar.build();
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
