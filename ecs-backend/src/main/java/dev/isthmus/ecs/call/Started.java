package dev.isthmus.ecs.call;

import dev.isthmus.ecs.view.TaskView;
import java.util.List;

/**
 * The answer to a start: the tasks made, and why others were not.
 *
 * @param tasks at most one, as one is asked for
 * @param failures why not
 */
public record Started(List<TaskView> tasks, List<FailureEntry> failures) {

    /** Copies the lists. */
    public Started {
        tasks = List.copyOf(tasks);
        failures = List.copyOf(failures);
    }
}
