package dev.isthmus.cli;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** Prints a line for each task of the fake cluster that has changed since the last look. */
final class TaskWatch {

    private final PrintStream out;
    private final Map<String, String> seen = new HashMap<>();

    TaskWatch(PrintStream out) {
        this.out = out;
    }

    void look(List<Task> tasks) {
        for (Task task : tasks) {
            if (!task.lastStatus().equals(seen.put(task.taskArn(), task.lastStatus()))) {
                out.printf(
                        "%s  %s  %-8s %s%n",
                        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                        lastPart(task.taskArn()),
                        task.lastStatus(),
                        detail(task));
            }
        }
    }

    private static String detail(Task task) {
        StringBuilder text = new StringBuilder(lastPart(task.taskDefinitionArn()));
        for (Container container : task.containers()) {
            if (container.exitCode() != null) {
                text.append("  exit ").append(container.exitCode());
            }
        }
        if (task.stoppedReason() != null) {
            text.append("  ").append(task.stoppedReason());
        }
        return text.toString();
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
