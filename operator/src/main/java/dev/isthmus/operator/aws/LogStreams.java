package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;

/**
 * Where the containers of a task log, by their definition.
 *
 * @param byContainer in the order of the definition
 */
public record LogStreams(Map<String, Where> byContainer) {

    /** CloudWatch Logs, by the version of its API. */
    public static final SignedJson.Service CLOUDWATCH_LOGS = new SignedJson.Service("logs", "Logs_20140328");

    /**
     * Where a container logs.
     *
     * @param driver as in {@code awslogs}; empty for that of its instance
     * @param group of CloudWatch Logs; empty with another driver
     * @param region of the group
     * @param stream in the group; empty if nobody can know it, for want of a prefix
     */
    public record Where(String driver, String group, String region, String stream) {}

    /** Keeps the order. */
    public LogStreams {
        byContainer = new LinkedHashMap<>(byContainer);
    }

    /**
     * Of a task that ECS still knows.
     *
     * @return empty if it does not
     * @throws CommandFailure if it refuses to say, or does not answer
     */
    public static Optional<LogStreams> of(Target target, String taskArn, Duration timeout) throws CommandFailure {
        try (EcsClient ecs = ReadingClient.of(target, timeout)) {
            return ecs
                    .describeTasks(request -> request.cluster(target.cluster()).tasks(taskArn))
                    .tasks()
                    .stream()
                    .findFirst()
                    .map(task -> {
                        Map<String, Where> streams = new LinkedHashMap<>();
                        ecs.describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                                .taskDefinition()
                                .containerDefinitions()
                                .forEach(container ->
                                        streams.put(container.name(), where(container, taskArn, target.region())));
                        return new LogStreams(streams);
                    });
        } catch (SdkException e) {
            throw ReadingClient.failed("where task " + taskArn + " logs", e);
        }
    }

    private static Where where(ContainerDefinition container, String taskArn, String region) {
        LogConfiguration log = container.logConfiguration();
        if (log == null) {
            return new Where("", "", "", "");
        }
        Map<String, String> options = log.options();
        String prefix = options.getOrDefault("awslogs-stream-prefix", "");
        return new Where(
                log.logDriverAsString(),
                options.getOrDefault("awslogs-group", ""),
                options.getOrDefault("awslogs-region", region),
                prefix.isEmpty() ? "" : prefix + "/" + container.name() + "/" + InstanceView.idOf(taskArn));
    }
}
