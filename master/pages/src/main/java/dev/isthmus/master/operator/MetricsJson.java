package dev.isthmus.master.operator;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of a master, by the names that Mesos has for them. */
final class MetricsJson {

    /** Nothing here has such queues; some read them to see how a master is. */
    private static final List<String> ZERO = List.of(
            "master/dropped_messages",
            "master/event_queue_dispatches",
            "master/event_queue_http_requests",
            "master/event_queue_messages");

    private MetricsJson() {}

    /** @param now in seconds since 1970 */
    static Map<String, Object> of(MasterSnapshot master, double now) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("master/elected", 1.0);
        shown.put("master/uptime_secs", Math.max(0, now - master.started()));
        long connected =
                master.frameworks().stream().filter(ShownFramework::isConnected).count();
        shown.put("master/frameworks_active", (double) connected);
        shown.put("master/frameworks_connected", (double) connected);
        shown.put(
                "master/frameworks_disconnected", (double) (master.frameworks().size() - connected));
        shown.put("master/frameworks_inactive", (double) (master.frameworks().size() - connected));
        double active =
                (double) master.agents().stream().filter(ShownAgent::isActive).count();
        shown.put("master/slaves_active", active);
        shown.put("master/slaves_connected", active);
        shown.put("master/slaves_inactive", master.agents().size() - active);
        shown.put("master/slaves_disconnected", master.agents().size() - active);
        shown.put("master/slaves_unreachable", (double) master.unreachable());
        shown.put("master/outstanding_offers", (double) master.frameworks().stream()
                .mapToLong(framework -> framework.offers().size())
                .sum());
        // What has ended only grows while the master is there, though the oldest ends are forgotten.
        Map<TaskState, Long> tasks = new EnumMap<>(TaskState.class);
        tasks.putAll(master.forgotten());
        tasks(master).forEach(task -> tasks.merge(task.state(), 1L, Long::sum));
        for (TaskState state : TaskState.values()) {
            String name =
                    "master/tasks_" + state.name().substring("TASK_".length()).toLowerCase(Locale.ROOT);
            shown.put(name, (double) tasks.getOrDefault(state, 0L));
        }
        resources(master, shown);
        ZERO.forEach(name -> shown.put(name, 0.0));
        return shown;
    }

    private static void resources(MasterSnapshot master, Map<String, Object> shown) {
        for (String name : List.of("cpus", "gpus", "mem", "disk")) {
            double of = master.sum(new ResourceName(name), ShownAgent::total);
            double in = master.sum(new ResourceName(name), ShownAgent::used);
            shown.put("master/" + name + "_total", of);
            shown.put("master/" + name + "_used", in);
            shown.put("master/" + name + "_percent", of > 0 ? in / of : 0.0);
            for (String figure : List.of("total", "used", "percent")) {
                shown.put("master/" + name + "_revocable_" + figure, 0.0);
            }
            shown.put("allocator/mesos/resources/" + name + "/total", of);
            shown.put(
                    "allocator/mesos/resources/" + name + "/offered_or_allocated",
                    master.sum(new ResourceName(name), agent -> agent.used().plus(agent.offered())));
        }
    }

    private static Stream<ShownTask> tasks(MasterSnapshot master) {
        return Stream.concat(master.frameworks().stream(), master.completed().stream())
                .flatMap(framework -> Stream.concat(framework.tasks().stream(), framework.completed().stream()));
    }
}
