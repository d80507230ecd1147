package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;
import java.util.List;

/**
 * The health check of a container definition.
 *
 * @param command what to run: {@code CMD} and the words of a command, or {@code CMD-SHELL} and one line for a shell; healthy when
 *     it exits with 0
 * @param interval between two checks
 * @param timeout after which a check has failed
 */
public record HealthProbe(List<String> command, Duration interval, Duration timeout) {
    /** Copies. */
    public HealthProbe {
        command = List.copyOf(command);
    }

    /** This, with another command. */
    public HealthProbe withCommand(List<String> other) {
        return new HealthProbe(other, interval, timeout);
    }
}
