package dev.isthmus.testkit.ecs.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/**
 * The health of a container, as Docker counts its checks: a success makes it HEALTHY at once, {@code retries} failures in a row
 * make it UNHEALTHY, and failures in the start period do not count until there was a success.
 */
public final class ContainerHealth {
    private static final int DEFAULT_RETRIES = 3;

    private final int retries;
    private final Duration startPeriod;
    private HealthStatus status = HealthStatus.UNKNOWN;
    private @Nullable Instant startedAt;
    private boolean succeeded;
    private int failures;

    ContainerHealth(HealthCheck check) {
        this.retries = Objects.requireNonNullElse(check.retries(), DEFAULT_RETRIES);
        this.startPeriod = Duration.ofSeconds(Objects.requireNonNullElse(check.startPeriod(), 0));
    }

    HealthStatus status() {
        return status;
    }

    void started(Instant now) {
        startedAt = now;
    }

    /** One check was made. */
    public void checked(boolean passed, Instant now) {
        if (passed) {
            succeeded = true;
            failures = 0;
            status = HealthStatus.HEALTHY;
        } else if (succeeded || !starting(now)) {
            failures++;
            if (failures >= retries) {
                status = HealthStatus.UNHEALTHY;
            }
        }
    }

    /** What the agent says, whatever was counted. */
    public void is(HealthStatus verdict) {
        status = verdict;
        failures = 0;
        succeeded |= verdict == HealthStatus.HEALTHY;
    }

    private boolean starting(Instant now) {
        return startedAt == null || now.isBefore(startedAt.plus(startPeriod));
    }

    /** As HealthCheck documents: of the essential containers, the first of UNHEALTHY, UNKNOWN and HEALTHY that one has; UNKNOWN of a task that waits for its instance, and has none. */
    static HealthStatus of(List<ContainerState> containers) {
        List<HealthStatus> essential = containers.stream()
                .filter(ContainerState::essential)
                .map(ContainerState::healthStatus)
                .toList();
        if (essential.contains(HealthStatus.UNHEALTHY)) {
            return HealthStatus.UNHEALTHY;
        }
        return essential.isEmpty() || essential.contains(HealthStatus.UNKNOWN)
                ? HealthStatus.UNKNOWN
                : HealthStatus.HEALTHY;
    }
}
