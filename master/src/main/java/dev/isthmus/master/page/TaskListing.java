package dev.isthmus.master.page;

import dev.isthmus.master.http.Query;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tasks as rows. */
final class TaskListing {

    /** A task that ends or has ended; the others are live. */
    private static final String ENDED = "ended";

    private static final String LIVE = "live";

    private TaskListing() {}

    /** A task, and where it is. */
    private record Row(ShownTask task, boolean isEnded, String framework, String host) {

        String id() {
            return task.info().getTaskId().getValue();
        }

        String name() {
            return task.info().getName();
        }

        /** When it came into its state; 0 if nothing was told of it. */
        double since() {
            return task.last().map(TaskStatus::getTimestamp).orElse(0.0);
        }
    }

    private static final Comparator<Row> NEWEST =
            Comparator.comparingDouble(Row::since).reversed().thenComparing(Row::id);

    private static Optional<Comparator<Row>> order(String name) {
        return switch (name) {
            case "id" -> Optional.of(Comparator.comparing(Row::id));
            case "name" -> Optional.of(Comparator.comparing(Row::name));
            case "state" -> Optional.of(Comparator.comparing(row -> row.task().state()));
            case "host" -> Optional.of(Comparator.comparing(Row::host));
            case "framework" -> Optional.of(Comparator.comparing(Row::framework));
            case "since" -> Optional.of(Comparator.comparingDouble(Row::since));
            default -> Optional.empty();
        };
    }

    /** Those of one framework, agent or state, and with a text, as the query says. */
    static Map<String, Object> of(MasterSnapshot master, Query query) {
        Map<String, String> hosts = hosts(master);
        Predicate<String> has = ShownRows.has(query);
        ShownRows<Row> rows = new ShownRows<>(query, ShownRows.order(query, TaskListing::order, NEWEST));
        for (List<ShownFramework> part : List.of(master.frameworks(), master.completed())) {
            for (ShownFramework framework : part) {
                if (query.wants("framework_id", framework.info().getId().getValue())) {
                    add(rows, framework, framework.tasks(), false, hosts, query, has);
                    add(rows, framework, framework.completed(), true, hosts, query, has);
                }
            }
        }
        return rows.shown("tasks", TaskListing::row);
    }

    private static void add(
            ShownRows<Row> rows,
            ShownFramework framework,
            List<ShownTask> tasks,
            boolean isEnded,
            Map<String, String> hosts,
            Query query,
            Predicate<String> has) {
        for (ShownTask task : tasks) {
            String agent = task.info().getSlaveId().getValue();
            if (!query.wants("agent_id", agent) || !isIn(query.get("state"), task.state(), isEnded)) {
                continue;
            }
            Row row = new Row(task, isEnded, framework.info().getName(), hosts.getOrDefault(agent, ""));
            if (has.test(row.id())
                    || has.test(row.name())
                    || has.test(row.host())
                    || has.test(task.state().name())) {
                rows.add(row);
            }
        }
    }

    private static boolean isIn(Optional<String> wanted, TaskState state, boolean isEnded) {
        return wanted.map(text -> switch (text) {
                    case LIVE -> !isEnded;
                    case ENDED -> isEnded;
                    default -> state.name().equals("TASK_" + text.toUpperCase(Locale.ROOT));
                })
                .orElse(true);
    }

    /** A task; empty if none of that id is shown. Of several that had its id the one that lives, or the last. */
    static Optional<Map<String, Object>> find(MasterSnapshot master, String framework, String id) {
        Optional<Row> found = Optional.empty();
        for (List<ShownFramework> part : List.of(master.frameworks(), master.completed())) {
            for (ShownFramework of : part) {
                if (of.info().getId().getValue().equals(framework)) {
                    found = last(of, of.completed(), id, true, master);
                    Optional<Row> live = last(of, of.tasks(), id, false, master);
                    found = live.isPresent() ? live : found;
                }
            }
        }
        return found.map(TaskListing::row);
    }

    private static Optional<Row> last(
            ShownFramework framework, List<ShownTask> tasks, String id, boolean isEnded, MasterSnapshot master) {
        return tasks.stream()
                .filter(task -> task.info().getTaskId().getValue().equals(id))
                .reduce((before, after) -> after)
                .map(task -> new Row(
                        task,
                        isEnded,
                        framework.info().getName(),
                        master.agent(task.info().getSlaveId().getValue())
                                .map(ShownAgent::hostname)
                                .orElse("")));
    }

    private static Map<String, String> hosts(MasterSnapshot master) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (ShownAgent agent : master.agents()) {
            hosts.put(agent.id(), agent.hostname());
        }
        return hosts;
    }

    private static Map<String, Object> row(Row row) {
        Map<String, Object> shown = of(row.task());
        shown.put("framework", row.framework());
        shown.put("host", row.host());
        shown.put("ended", row.isEnded());
        return shown;
    }

    /** A task by itself. */
    static Map<String, Object> of(ShownTask task) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", task.info().getTaskId().getValue());
        shown.put("name", task.info().getName());
        shown.put("framework_id", task.framework());
        shown.put("agent_id", task.info().getSlaveId().getValue());
        shown.put("role", task.role());
        shown.put("state", task.state().name());
        Optional<TaskStatus> last = task.last();
        shown.put("since", last.map(TaskStatus::getTimestamp).orElse(0.0));
        shown.put("message", last.map(TaskStatus::getMessage).orElse(""));
        last.filter(TaskStatus::hasReason)
                .ifPresent(status -> shown.put("reason", status.getReason().name()));
        last.filter(TaskStatus::hasHealthy).ifPresent(status -> shown.put("healthy", status.getHealthy()));
        shown.put("resources", ScalarSum.of(task.info().getResourcesList()));
        return shown;
    }
}
