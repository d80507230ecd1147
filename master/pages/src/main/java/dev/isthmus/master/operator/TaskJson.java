package dev.isthmus.master.operator;

import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A task as v0 shows it. */
final class TaskJson {

    private TaskJson() {}

    /** Written once: of many tasks few change between two pages. */
    static JsonText.Written text(ShownTask task) {
        return task.json(TaskJson::of);
    }

    static Map<String, Object> of(ShownTask task) {
        TaskInfo info = task.info();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", info.getTaskId().getValue());
        shown.put("name", info.getName());
        shown.put("framework_id", task.framework());
        shown.put("executor_id", task.executor().orElse(""));
        shown.put("slave_id", info.getSlaveId().getValue());
        shown.put("state", task.state().name());
        shown.put("resources", ResourceTotals.of(info.getResourcesList()));
        if (info.getLimitsCount() > 0) {
            Map<String, Object> limits = new TreeMap<>();
            info.getLimitsMap().forEach((name, limit) -> limits.put(name, limit.getValue()));
            shown.put("limits", limits);
        }
        shown.put("role", task.role());
        shown.put("statuses", task.statuses().stream().map(TaskJson::status).toList());
        if (info.getCommand().hasUser()) {
            shown.put("user", info.getCommand().getUser());
        }
        if (info.hasLabels()) {
            shown.put("labels", labels(info.getLabels()));
        }
        if (info.hasDiscovery()) {
            shown.put("discovery", info.getDiscovery());
        }
        if (info.hasContainer()) {
            shown.put("container", info.getContainer());
        }
        if (info.hasHealthCheck()) {
            shown.put("health_check", info.getHealthCheck());
        }
        return shown;
    }

    private static Map<String, Object> status(TaskStatus status) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", status.getState().name());
        shown.put("timestamp", status.getTimestamp());
        if (status.hasLabels()) {
            shown.put("labels", labels(status.getLabels()));
        }
        if (status.hasContainerStatus()) {
            shown.put("container_status", status.getContainerStatus());
        }
        if (status.hasHealthy()) {
            shown.put("healthy", status.getHealthy());
        }
        return shown;
    }

    private static List<Label> labels(Labels labels) {
        return labels.getLabelsList();
    }
}
