package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.util.ArrayList;
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
            "master/event_queue_messages",
            "master/slaves_disconnected",
            "master/slaves_inactive",
            "master/slaves_unreachable",
            "master/tasks_unreachable");

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
        shown.put("master/slaves_active", (double) master.agents().size());
        shown.put("master/slaves_connected", (double) master.agents().size());
        shown.put("master/outstanding_offers", (double) master.frameworks().stream()
                .mapToLong(framework -> framework.offers().size())
                .sum());
        for (TaskState state : TaskState.values()) {
            String name =
                    "master/tasks_" + state.name().substring("TASK_".length()).toLowerCase(Locale.ROOT);
            shown.put(name, (double)
                    tasks(master).filter(task -> task.state() == state).count());
        }
        resources(master, shown);
        ZERO.forEach(name -> shown.put(name, 0.0));
        return shown;
    }

    private static void resources(MasterSnapshot master, Map<String, Object> shown) {
        List<Resource> total = new ArrayList<>();
        master.agents().forEach(agent -> total.addAll(agent.total()));
        List<Resource> used = new ArrayList<>();
        master.frameworks().stream()
                .flatMap(framework -> framework.tasks().stream())
                .forEach(task -> used.addAll(task.info().getResourcesList()));
        Map<String, Object> totals = ResourceTotals.of(total);
        Map<String, Object> uses = ResourceTotals.of(used);
        for (String name : List.of("cpus", "gpus", "mem", "disk")) {
            double of = number(totals, name);
            double in = number(uses, name);
            shown.put("master/" + name + "_total", of);
            shown.put("master/" + name + "_used", in);
            shown.put("master/" + name + "_percent", of > 0 ? in / of : 0.0);
        }
    }

    private static double number(Map<String, Object> resources, String name) {
        return resources.get(name) instanceof Double number ? number : 0;
    }

    private static Stream<ShownTask> tasks(MasterSnapshot master) {
        return Stream.concat(master.frameworks().stream(), master.completed().stream())
                .flatMap(framework -> Stream.concat(framework.tasks().stream(), framework.completed().stream()));
    }
}
