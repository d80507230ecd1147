package dev.isthmus.ecs.call;

import java.util.Optional;

/**
 * Which tasks to list. The API reference says that {@code startedBy} must be the only filter, so it is never combined.
 *
 * @param startedBy only tasks with this mark
 * @param family only tasks of definitions of this family
 * @param instance only tasks on this container instance, by its id
 * @param stopped those that are stopped or being stopped, instead of those meant to run
 */
public record TaskFilter(
        Optional<String> startedBy, Optional<String> family, Optional<String> instance, boolean stopped) {

    /** Tasks of the whole cluster that are meant to run. */
    public static final TaskFilter RUNNING =
            new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Tasks of the whole cluster that are stopped or being stopped. */
    public static final TaskFilter STOPPED = new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), true);

    /** Refuses a combination that ECS does not document. */
    public TaskFilter {
        if (startedBy.isPresent() && (stopped || family.isPresent() || instance.isPresent())) {
            throw new IllegalArgumentException("startedBy must be the only filter of ListTasks");
        }
    }

    /** Tasks with this mark that are meant to run. */
    public static TaskFilter startedBy(String mark) {
        return new TaskFilter(Optional.of(mark), Optional.empty(), Optional.empty(), false);
    }

    /** Tasks of one container instance that are stopped or being stopped. */
    public static TaskFilter stoppedOn(String instance) {
        return new TaskFilter(Optional.empty(), Optional.empty(), Optional.of(instance), true);
    }

    /** Tasks of a family of definitions that are meant to run. */
    public static TaskFilter ofFamily(String family) {
        return new TaskFilter(Optional.empty(), Optional.of(family), Optional.empty(), false);
    }
}
