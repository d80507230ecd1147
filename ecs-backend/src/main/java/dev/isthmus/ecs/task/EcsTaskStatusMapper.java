package dev.isthmus.ecs.task;

import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Converts the status of an ECS task into a phase. The order of ECS statuses: PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING,
 * DEPROVISIONING, STOPPED ("Task lifecycle" in the developer guide); PENDING includes pulling the image.
 */
public final class EcsTaskStatusMapper {

    private EcsTaskStatusMapper() {}

    /** What is to be said of nearly all tasks that run, as one object. */
    private static final TaskPhase.Running PLAIN = new TaskPhase.Running(List.of(), Optional.empty());

    /**
     * The phase, if the status is known.
     *
     * @param stopAsked whether this process asked for it to be stopped
     */
    public static Optional<TaskPhase> of(TaskView task, boolean stopAsked) {
        boolean toStop = task.desiredStatus().equals("STOPPED");
        return switch (task.lastStatus()) {
            case "PROVISIONING" -> Optional.of(toStop ? new TaskPhase.Stopping() : new TaskPhase.Staging());
            case "PENDING" -> Optional.of(toStop ? new TaskPhase.Stopping() : pending(task));
            case "ACTIVATING" -> Optional.of(toStop ? new TaskPhase.Stopping() : new TaskPhase.Starting());
            case "RUNNING" -> Optional.of(toStop ? new TaskPhase.Stopping() : running(task));
            case "DEACTIVATING", "STOPPING", "DEPROVISIONING" -> Optional.of(new TaskPhase.Stopping());
            case "STOPPED", "DELETED" -> Optional.of(StopReasons.of(task, stopAsked));
            default -> Optional.empty();
        };
    }

    /** Whether it is the end of a task that failed by itself. */
    public static boolean isFailure(TaskPhase.Ended ended) {
        return StopReasons.isFailure(ended);
    }

    /** The phase of a running task. */
    static TaskPhase.Running running(TaskView task) {
        List<ContainerView> containers = Counting.running(task);
        List<String> addresses = containers.stream()
                .flatMap(container -> container.addresses().stream())
                .distinct()
                .toList();
        List<PortMapping> ports = containers.stream()
                .flatMap(container -> container.ports().stream())
                .distinct()
                .toList();
        Optional<Boolean> healthy = switch (task.health()) {
            case "HEALTHY" -> Optional.of(true);
            case "UNHEALTHY" -> Optional.of(false);
            default -> Optional.empty();
        };
        boolean isPlain = addresses.isEmpty() && ports.isEmpty() && healthy.isEmpty();
        return isPlain ? PLAIN : new TaskPhase.Running(addresses, ports, healthy);
    }

    private static TaskPhase pending(TaskView task) {
        // Under Mesos a task that is being fetched for is staging.
        return task.times().pulledAt().isPresent() && !Fetching.goesOn(task)
                ? new TaskPhase.Starting()
                : new TaskPhase.Staging();
    }

    /** The position of a phase in their order. */
    static int rank(TaskPhase phase) {
        return phase.fold(staging -> 0, starting -> 1, running -> 2, stopping -> 3, ended -> 4);
    }

    /** When the task entered a phase, by the clock of ECS; empty if ECS does not say. */
    static Optional<Instant> since(TaskView task, TaskPhase phase) {
        TaskView.Times times = task.times();
        return switch (rank(phase)) {
            case 0 -> times.createdAt();
            case 1 -> times.pulledAt().or(times::createdAt);
            case 2 -> times.startedAt();
            case 3 -> times.stoppingAt();
            default -> times.stoppedAt().or(times::stoppingAt);
        };
    }
}
