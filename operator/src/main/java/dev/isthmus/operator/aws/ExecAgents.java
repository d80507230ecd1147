package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ManagedAgentName;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The agents by which ECS Exec executes commands in the containers of a task.
 *
 * @param enabled whether the task was started with them
 * @param byContainer in the order of the definition
 */
public record ExecAgents(boolean enabled, Map<String, Agent> byContainer) {

    /**
     * The agent of a container.
     *
     * @param container the state of the container itself, as ECS says it
     * @param status {@code PENDING}, {@code RUNNING} or {@code STOPPED}; empty if ECS does not say
     * @param reason why, as ECS says it; may be empty
     */
    public record Agent(String container, String status, String reason) {}

    /** Keeps the order. */
    public ExecAgents {
        byContainer = new LinkedHashMap<>(byContainer);
    }

    /**
     * Of a task that ECS still knows.
     *
     * @return empty if it does not
     * @throws CommandFailure if it refuses to say, or does not answer
     */
    public static Optional<ExecAgents> of(Target target, String taskArn, Duration timeout) throws CommandFailure {
        try (EcsClient ecs = ReadingClient.of(target, timeout)) {
            return ecs
                    .describeTasks(request -> request.cluster(target.cluster()).tasks(taskArn))
                    .tasks()
                    .stream()
                    .findFirst()
                    .map(ExecAgents::of);
        } catch (SdkException e) {
            throw ReadingClient.failed("whether task " + taskArn + " takes commands", e);
        }
    }

    private static ExecAgents of(Task task) {
        Map<String, Agent> agents = new LinkedHashMap<>();
        task.containers().forEach(container -> agents.put(container.name(), agent(container)));
        return new ExecAgents(Boolean.TRUE.equals(task.enableExecuteCommand()), agents);
    }

    private static Agent agent(Container container) {
        return container.managedAgents().stream()
                .filter(agent -> agent.name() == ManagedAgentName.EXECUTE_COMMAND_AGENT)
                .findFirst()
                .map(agent -> agent(container, text(agent.lastStatus()), text(agent.reason())))
                .orElseGet(() -> agent(container, "", ""));
    }

    private static Agent agent(Container container, String status, String reason) {
        return new Agent(text(container.lastStatus()), status, reason);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
