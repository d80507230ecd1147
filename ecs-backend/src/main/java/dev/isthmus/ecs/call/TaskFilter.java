package dev.isthmus.ecs.call;

import java.util.Optional;

/**
 * Which tasks to list. The API reference says that {@code startedBy} must be the only filter, so it is never combined with another.
 *
 * @param startedBy only tasks with this mark
 * @param family only tasks of definitions of this family
 * @param stopped those that are stopped or being stopped, instead of those meant to run
 */
public record TaskFilter(Optional<String> startedBy, Optional<String> family, boolean stopped) {

    /** Tasks of the whole cluster that are meant to run. */
    public static final TaskFilter RUNNING = new TaskFilter(Optional.empty(), Optional.empty(), false);

    /** Tasks of the whole cluster that are stopped or being stopped. */
    public static final TaskFilter STOPPED = new TaskFilter(Optional.empty(), Optional.empty(), true);

    /** Refuses a combination that ECS does not document. */
    public TaskFilter {
        if ((stopped || family.isPresent()) && startedBy.isPresent()) {
            throw new IllegalArgumentException("startedBy must be the only filter of ListTasks");
        }
    }

    /** Tasks with a mark that are meant to run. */
    public static TaskFilter startedBy(String mark) {
        return new TaskFilter(Optional.of(mark), Optional.empty(), false);
    }

    /** Tasks of a family of definitions that are meant to run. */
    public static TaskFilter ofFamily(String family) {
        return new TaskFilter(Optional.empty(), Optional.of(family), false);
    }
}
