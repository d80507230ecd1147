package dev.isthmus.master.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.net.URLEncoder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of a master, by the names that Mesos has for them. */
final class MetricsJson {

    private MetricsJson() {}

    /**
     * All of them.
     *
     * @param measured what was measured besides
     * @param now in seconds since 1970
     */
    static Map<String, Object> of(MasterSnapshot master, List<MetricFamily> measured, double now) {
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
        MessageCounts.add(measured, shown);
        master.frameworks()
                .forEach(framework -> shown.put(
                        "master/frameworks/" + encoded(framework.info().getName()) + "/"
                                + framework.info().getId().getValue() + "/subscribed",
                        framework.isConnected() ? 1.0 : 0.0));
        return shown;
    }

    /** As Mesos writes it, by RFC 3986. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
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
