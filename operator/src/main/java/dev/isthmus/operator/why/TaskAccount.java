package dev.isthmus.operator.why;

import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.operator.cluster.ToldTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a task.
 *
 * @param journal of its framework, if it can be read here
 */
record TaskAccount(ToldTask told, Optional<JournalSnapshot> journal) {

    private Timeline timeline() {
        return Timeline.of(told, journal);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("task " + told.task().task() + " of framework " + told.task().framework() + " is " + told.state()
                + " (" + told.view().lastStatus() + " in ECS)");
        told.reason().ifPresent(reason -> lines.add("  reason     " + reason));
        if (!told.message().isEmpty()) {
            lines.add("  because    " + told.message());
        }
        lines.add("  ECS task   " + told.view().arn());
        lines.add("  agent      " + told.task().agent());
        lines.add("  asked for  " + told.task().demand());
        for (ContainerView container : told.view().containers()) {
            lines.add("  container  " + container.name()
                    + (container.exitCode().isPresent()
                            ? " exited with " + container.exitCode().getAsInt()
                            : " has not exited")
                    + (container.reason().isEmpty() ? "" : ": " + container.reason())
                    + (container.health().isEmpty() || container.health().equals("UNKNOWN")
                            ? ""
                            : ", " + container.health()));
        }
        lines.add("  journal    "
                + journal.map(snapshot -> snapshot.lease()
                                .map(lease -> "its driver was last there at " + lease.seen())
                                .orElse("there is one, without a lease"))
                        .orElse("none that can be read here"));
        lines.addAll(timeline().lines());
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", told.task().task().value());
        json.put("framework", told.task().framework().value());
        json.put("mesosState", told.state());
        json.put("ecsStatus", told.view().lastStatus());
        json.put("reason", told.reason());
        json.put("message", told.message());
        json.put("ecsTask", told.view().arn());
        json.put("agent", told.task().agent().value());
        json.put("demand", told.task().demand().toString());
        json.put(
                "events",
                timeline().events().stream()
                        .map(event -> Map.of("at", event.at().toString(), "what", event.what()))
                        .toList());
        return json;
    }
}
