package dev.isthmus.master.operator;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a master holds, as figures. */
public final class SnapshotFigures {

    private static final List<TaskState> LIVE =
            List.of(TaskState.TASK_STAGING, TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_KILLING);

    private static final List<String> RESOURCES = List.of("cpus", "gpus", "mem", "disk");

    private SnapshotFigures() {}

    /** Of a master that does not lead. */
    public static List<MetricFamily> standby() {
        return List.of(elected(0));
    }

    private static MetricFamily elected(double leads) {
        return MetricFamily.of("isthmus_master_elected", Kind.GAUGE, "1 if this master leads.", leads);
    }

    /**
     * All figures of a master.
     *
     * @param measured what was measured besides
     * @param now in seconds since 1970
     */
    public static List<MetricFamily> of(MasterSnapshot master, List<MetricFamily> measured, double now) {
        return Stream.concat(of(master, now).stream(), measured.stream()).toList();
    }

    /** The figures of what it holds alone. */
    static List<MetricFamily> of(MasterSnapshot master, double now) {
        return List.of(
                elected(1),
                MetricFamily.of(
                        "isthmus_master_uptime_seconds",
                        Kind.GAUGE,
                        "How long this master has led.",
                        Math.max(0, now - master.started())),
                tasks(master),
                agents(master),
                frameworks(master),
                MetricFamily.of(
                        "isthmus_master_offers_outstanding",
                        Kind.GAUGE,
                        "Offers that frameworks have and have not answered.",
                        master.frameworks().stream()
                                .mapToInt(framework -> framework.offers().size())
                                .sum()),
                resources(master));
    }

    private static MetricFamily tasks(MasterSnapshot master) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        LIVE.forEach(state -> counts.put(state.name(), 0));
        master.frameworks()
                .forEach(framework -> framework
                        .tasks()
                        .forEach(task -> counts.merge(task.state().name(), 1, Integer::sum)));
        return MetricFamily.of(
                "isthmus_master_tasks", Kind.GAUGE, "Tasks that have not ended, by state.", "state", counts);
    }

    private static MetricFamily agents(MasterSnapshot master) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (AgentState state : AgentState.values()) {
            counts.put(state.name().toLowerCase(Locale.ROOT), 0);
        }
        master.agents().forEach(agent -> counts.merge(agent.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        counts.put("lost", master.unreachable());
        return MetricFamily.of("isthmus_master_agents", Kind.GAUGE, "Agents, by state.", "state", counts);
    }

    private static MetricFamily frameworks(MasterSnapshot master) {
        int connected = (int)
                master.frameworks().stream().filter(ShownFramework::isConnected).count();
        return new MetricFamily(
                "isthmus_master_frameworks",
                Kind.GAUGE,
                "Frameworks that are registered, connected or away.",
                List.of(
                        MetricSample.of("state", "connected", connected),
                        MetricSample.of("state", "away", master.frameworks().size() - connected)));
    }

    private static MetricFamily resources(MasterSnapshot master) {
        List<MetricSample> samples = new ArrayList<>();
        for (String name : RESOURCES) {
            samples.add(sample(master, name, "total", ShownAgent::total));
            samples.add(sample(master, name, "used", ShownAgent::used));
            samples.add(sample(master, name, "offered", ShownAgent::offered));
        }
        return new MetricFamily(
                "isthmus_master_resources",
                Kind.GAUGE,
                "What agents have in all, what tasks have of it, and what is offered; cpus and gpus in pieces, mem and disk in MiB.",
                samples);
    }

    private static MetricSample sample(
            MasterSnapshot master, String name, String what, Function<ShownAgent, Resources> which) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("resource", name);
        labels.put("what", what);
        return new MetricSample("", labels, master.sum(new ResourceName(name), which));
    }
}
