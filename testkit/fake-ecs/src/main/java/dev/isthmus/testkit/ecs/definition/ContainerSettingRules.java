package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;
import software.amazon.awssdk.services.ecs.model.EnvironmentFile;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

/** What ECS asks of a container's health check, time-outs, logging and restarts: ContainerDefinition in the API reference. */
final class ContainerSettingRules {
    private static final int MAX_ENVIRONMENT_FILES = 10;
    private static final int MAX_IGNORED_EXIT_CODES = 50;

    private ContainerSettingRules() {}

    static void check(ContainerDefinition container, @Nullable NetworkMode mode) {
        String name = container.name();
        if (container.healthCheck() != null) {
            healthCheck(name, container.healthCheck());
        }
        timeouts(container);
        if (container.logConfiguration() != null) {
            logging(container.logConfiguration());
        }
        if (container.restartPolicy() != null) {
            restarts(name, container.restartPolicy());
        }
        environmentFiles(name, container.environmentFiles());
        network(container, mode);
    }

    /** A number, if given, from {@code least} to {@code most}. */
    static void range(String member, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw ServiceError.client(member + " must be from " + least + " to " + most + ", not " + value + ".");
        }
    }

    static void range(String container, String member, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw ContainerRules.invalid(
                    container, member + " must be from " + least + " to " + most + ", not " + value + ".");
        }
    }

    private static void healthCheck(String name, HealthCheck check) {
        List<String> command = check.command();
        if (command.isEmpty() || !Set.of("CMD", "CMD-SHELL", "NONE").contains(command.get(0))) {
            throw ContainerRules.invalid(name, "healthCheck.command must start with CMD or CMD-SHELL, not " + command);
        }
        if (command.size() < 2 && !command.get(0).equals("NONE")) {
            throw ContainerRules.invalid(name, "healthCheck.command has no command after " + command.get(0) + ".");
        }
        range(name, "healthCheck.interval", check.interval(), 5, 300);
        range(name, "healthCheck.timeout", check.timeout(), 2, 60);
        range(name, "healthCheck.retries", check.retries(), 1, 10);
        range(name, "healthCheck.startPeriod", check.startPeriod(), 0, 300);
    }

    private static void timeouts(ContainerDefinition container) {
        int most = Integer.MAX_VALUE;
        range(container.name(), "stopTimeout", container.stopTimeout(), 0, most);
        range(container.name(), "startTimeout", container.startTimeout(), 0, most);
    }

    private static void logging(LogConfiguration logging) {
        boolean complete = logging.options().containsKey("awslogs-region")
                && logging.options().containsKey("awslogs-group");
        if (logging.logDriver() == LogDriver.AWSLOGS && !complete) {
            throw ServiceError.client("Log driver awslogs requires options: awslogs-region, awslogs-group");
        }
    }

    private static void restarts(String name, ContainerRestartPolicy policy) {
        range(name, "restartPolicy.restartAttemptPeriod", policy.restartAttemptPeriod(), 60, 1800);
        if (policy.ignoredExitCodes().size() > MAX_IGNORED_EXIT_CODES) {
            throw ContainerRules.invalid(
                    name, "restartPolicy.ignoredExitCodes can have at most " + MAX_IGNORED_EXIT_CODES + " items.");
        }
    }

    private static void environmentFiles(String name, List<EnvironmentFile> files) {
        if (files.size() > MAX_ENVIRONMENT_FILES) {
            throw ContainerRules.invalid(
                    name, "environmentFiles can have at most " + MAX_ENVIRONMENT_FILES + " items.");
        }
        for (EnvironmentFile file : files) {
            if (!file.value().endsWith(".env")) {
                throw ContainerRules.invalid(
                        name, "An environment file must have a .env file extension: '" + file.value() + "'.");
            }
        }
    }

    private static void network(ContainerDefinition container, @Nullable NetworkMode mode) {
        String name = container.name();
        boolean bridge = mode == null || mode == NetworkMode.BRIDGE;
        if (!container.links().isEmpty() && !bridge) {
            throw ContainerRules.invalid(name, "Links are not supported when networkMode=" + mode + ".");
        }
        if (mode == NetworkMode.AWSVPC && container.hostname() != null) {
            throw ContainerRules.invalid(name, "hostname is not supported when networkMode=awsvpc.");
        }
        if (mode == NetworkMode.AWSVPC && !container.extraHosts().isEmpty()) {
            throw ContainerRules.invalid(name, "extraHosts is not supported when networkMode=awsvpc.");
        }
    }
}
