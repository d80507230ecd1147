package dev.isthmus.master.operator;

import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The page {@code /state-summary}: agents and frameworks without their tasks, which are counted (src/master/readonly_handler.cpp, {@code stateSummary}). */
final class SummaryJson {

    /** In Mesos's order. */
    private static final List<TaskState> COUNTED = List.of(
            TaskState.TASK_STAGING,
            TaskState.TASK_STARTING,
            TaskState.TASK_RUNNING,
            TaskState.TASK_KILLING,
            TaskState.TASK_FINISHED,
            TaskState.TASK_KILLED,
            TaskState.TASK_FAILED,
            TaskState.TASK_LOST,
            TaskState.TASK_ERROR,
            TaskState.TASK_UNREACHABLE);

    /** Tasks by state, and whose they are or where. */
    private static final class Count {

        private final Map<TaskState, Integer> tasks = new EnumMap<>(TaskState.class);
        private final Set<String> others = new LinkedHashSet<>();

        void add(ShownTask task, String other) {
            tasks.merge(task.state(), 1, Integer::sum);
            others.add(other);
        }

        void write(Map<String, Object> shown, String otherIds) {
            COUNTED.forEach(state -> shown.put(state.name(), tasks.getOrDefault(state, 0)));
            shown.put(otherIds, new ArrayList<>(others));
        }
    }

    private SummaryJson() {}

    static Map<String, Object> of(MasterSnapshot master) {
        Map<String, Count> byFramework = counts(
                master, ShownTask::framework, task -> task.info().getSlaveId().getValue());
        Map<String, Count> byAgent =
                counts(master, task -> task.info().getSlaveId().getValue(), ShownTask::framework);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("hostname", master.master().getHostname());
        shown.put("cluster", master.cluster());
        shown.put(
                "slaves",
                master.agents().stream()
                        .map(agent -> {
                            Map<String, Object> its =
                                    AgentJson.of(agent, master.master().getVersion());
                            byAgent.getOrDefault(agent.id(), new Count()).write(its, "framework_ids");
                            return its;
                        })
                        .toList());
        shown.put(
                "frameworks",
                master.frameworks().stream()
                        .map(framework -> {
                            Map<String, Object> its = FrameworkJson.summary(framework);
                            byFramework
                                    .getOrDefault(framework.info().getId().getValue(), new Count())
                                    .write(its, "slave_ids");
                            return its;
                        })
                        .toList());
        return shown;
    }

    private static Map<String, Count> counts(
            MasterSnapshot master, Function<ShownTask, String> by, Function<ShownTask, String> other) {
        Map<String, Count> counts = new LinkedHashMap<>();
        master.frameworks().stream()
                .flatMap(framework -> Stream.concat(framework.tasks().stream(), framework.completed().stream()))
                .forEach(task -> counts.computeIfAbsent(by.apply(task), first -> new Count())
                        .add(task, other.apply(task)));
        return counts;
    }
}
