package dev.isthmus.ecs.call;

import dev.isthmus.ecs.view.TaskView;
import java.util.List;

/**
 * The response to a start.
 *
 * @param tasks the started task; at most one
 * @param failures why it was not started
 */
public record Started(List<TaskView> tasks, List<FailureEntry> failures) {

    /** Copies the lists. */
    public Started {
        tasks = List.copyOf(tasks);
        failures = List.copyOf(failures);
    }
}
