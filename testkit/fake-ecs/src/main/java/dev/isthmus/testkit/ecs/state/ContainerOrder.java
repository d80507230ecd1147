package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.state.ContainerState.Phase;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/**
 * What {@code dependsOn} means for the start and the stop of containers, as the ECS agent decides it: a container starts when all that
 * it depends on are as it wants them, is given up when one of them never will be, and stops before those that it depends on.
 */
final class ContainerOrder {
    /** What ECS says of a task whose essential container was given up. */
    static final String GIVEN_UP = "Task failed to start";
    /** 128 + SIGTERM, which the agent reports of a container that it gives up, though it never ran. */
    static final int GIVEN_UP_CODE = 143;

    private static final int MAX_REASON = 1024;

    private ContainerOrder() {}

    /** Whether all that a container depends on are as it wants them. */
    static boolean ready(ContainerState target) {
        return target.definition.dependsOn().stream().allMatch(dependency -> met(of(target, dependency), dependency));
    }

    /** Why a container can never start, as the agent words it; empty if it still can. */
    static Optional<String> never(ContainerState target, Instant now) {
        for (ContainerDependency dependency : target.definition.dependsOn()) {
            Optional<String> why = never(of(target, dependency), dependency.condition(), target, now);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    /** Whether all that depend on a container have stopped: they go first. */
    static boolean mayStop(ContainerState target) {
        return target.task.containers.stream()
                .filter(other -> other.definition.dependsOn().stream()
                        .anyMatch(dependency -> dependency.containerName().equals(target.definition.name())))
                .allMatch(other -> other.phase == Phase.STOPPED);
    }

    private static boolean met(ContainerState container, ContainerDependency dependency) {
        boolean ended = container.phase == Phase.STOPPED && container.exitCode() != null;
        return switch (dependency.condition()) {
            case START -> container.phase == Phase.RUNNING || ended;
            case COMPLETE -> ended;
            case SUCCESS -> ended && succeeded(container);
            case HEALTHY -> container.healthStatus() == HealthStatus.HEALTHY;
            case UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private static Optional<String> never(
            ContainerState container, ContainerCondition condition, ContainerState target, Instant now) {
        boolean ended = container.phase == Phase.STOPPED;
        if (ended && container.exitCode() == null) {
            return reason(container, "PULLED->STOPPED", target, " because dependency will never start");
        }
        if (ended && condition == ContainerCondition.SUCCESS && !succeeded(container)) {
            return reason(container, "STOPPED->RUNNING", target, " as dependency did not exit successfully.");
        }
        if (!ended && condition != ContainerCondition.START && timedOut(container, now)) {
            return reason(container, "RUNNING->RUNNING", target, " has timed out.");
        }
        return Optional.empty();
    }

    private static boolean succeeded(ContainerState container) {
        return Integer.valueOf(0).equals(container.exitCode());
    }

    private static boolean timedOut(ContainerState container, Instant now) {
        return container
                .startDeadline()
                .filter(deadline -> !now.isBefore(deadline))
                .isPresent();
    }

    private static Optional<String> reason(
            ContainerState container, String states, ContainerState target, String ending) {
        String exit = container.exitCode() == null ? "" : " - Exit: " + container.exitCode();
        String what = ending.contains("timed out") ? "" : "failed to resolve ";
        String text = "CannotStartContainerError: dependency graph: " + what + "container ordering dependency ["
                + text(container, states) + exit + "] for target [" + text(target, "NONE->RUNNING") + "]" + ending;
        return Optional.of(text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON));
    }

    private static String text(ContainerState container, String states) {
        return container.definition.name() + "(" + container.definition.image() + ") (" + states + ")";
    }

    /** The definition was refused if it is not there. */
    private static ContainerState of(ContainerState target, ContainerDependency dependency) {
        ContainerState found = target.task.container(dependency.containerName());
        if (found == null) {
            throw new IllegalStateException("Container " + target.id() + " depends on " + dependency.containerName()
                    + ", which its definition lacks");
        }
        return found;
    }
}
