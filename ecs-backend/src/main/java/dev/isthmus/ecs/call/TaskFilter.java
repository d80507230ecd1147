package dev.isthmus.ecs.call;

import java.util.Optional;

/**
 * The filter of ListTasks. The API reference says that {@code startedBy} must be the only filter, so it is never combined.
 *
 * @param startedBy only tasks with this {@code startedBy}
 * @param family only tasks of this task definition family
 * @param instance only tasks on this container instance, by its id
 * @param stopped lists tasks whose desired status is STOPPED, instead of RUNNING
 */
public record TaskFilter(
        Optional<String> startedBy, Optional<String> family, Optional<String> instance, boolean stopped) {

    /** Tasks of the cluster with desired status RUNNING. */
    public static final TaskFilter RUNNING =
            new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Tasks of the cluster with desired status STOPPED. */
    public static final TaskFilter STOPPED = new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), true);

    /** Refuses a combination that ECS does not document. */
    public TaskFilter {
        if (startedBy.isPresent() && (stopped || family.isPresent() || instance.isPresent())) {
            throw new IllegalArgumentException("startedBy must be the only filter of ListTasks");
        }
    }

    /** Tasks with this {@code startedBy} and desired status RUNNING. */
    public static TaskFilter startedBy(String mark) {
        return new TaskFilter(Optional.of(mark), Optional.empty(), Optional.empty(), false);
    }

    /** Tasks of one container instance with desired status STOPPED. */
    public static TaskFilter stoppedOn(String instance) {
        return new TaskFilter(Optional.empty(), Optional.empty(), Optional.of(instance), true);
    }

    /** Tasks of a task definition family with desired status STOPPED. */
    public static TaskFilter stoppedOfFamily(String family) {
        return new TaskFilter(Optional.empty(), Optional.of(family), Optional.empty(), true);
    }

    /** Tasks of a task definition family with desired status RUNNING. */
    public static TaskFilter ofFamily(String family) {
        return new TaskFilter(Optional.empty(), Optional.of(family), Optional.empty(), false);
    }
}
