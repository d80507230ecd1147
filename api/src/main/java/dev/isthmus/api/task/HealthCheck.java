package dev.isthmus.api.task;

import java.time.Duration;
import java.util.function.Function;

/**
 * How the health of a task is checked, with the semantics of {@code HealthCheck} in include/mesos/mesos.proto.
 *
 * @param probe the check
 * @param delay before the first check
 * @param interval between checks
 * @param timeout of one check
 * @param gracePeriod during which failures do not count
 * @param consecutiveFailures after which the task is killed, zero or more; zero means the same as one
 */
public record HealthCheck(
        Probe probe,
        Duration delay,
        Duration interval,
        Duration timeout,
        Duration gracePeriod,
        int consecutiveFailures) {

    /** What is done to learn of the health. */
    public sealed interface Probe {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super ByCommand, ? extends R> byCommand,
                Function<? super ByHttp, ? extends R> byHttp,
                Function<? super ByTcp, ? extends R> byTcp);

        /** A command is run in the container; healthy when it exits with 0. */
        record ByCommand(Command command) implements Probe {
            @Override
            public <R> R fold(
                    Function<? super ByCommand, ? extends R> byCommand,
                    Function<? super ByHttp, ? extends R> byHttp,
                    Function<? super ByTcp, ? extends R> byTcp) {
                return byCommand.apply(this);
            }
        }

        /** A request is made; healthy when it is answered with a status from 200 to 399. */
        record ByHttp(String scheme, int port, String path) implements Probe {
            @Override
            public <R> R fold(
                    Function<? super ByCommand, ? extends R> byCommand,
                    Function<? super ByHttp, ? extends R> byHttp,
                    Function<? super ByTcp, ? extends R> byTcp) {
                return byHttp.apply(this);
            }
        }

        /** A connection is opened; healthy when it is. */
        record ByTcp(int port) implements Probe {
            @Override
            public <R> R fold(
                    Function<? super ByCommand, ? extends R> byCommand,
                    Function<? super ByHttp, ? extends R> byHttp,
                    Function<? super ByTcp, ? extends R> byTcp) {
                return byTcp.apply(this);
            }
        }
    }

    /** Checks the bounds. */
    public HealthCheck {
        if (delay.isNegative() || interval.isNegative() || timeout.isNegative() || gracePeriod.isNegative()) {
            throw new IllegalArgumentException("the times of a health check must not be negative");
        }
        if (consecutiveFailures < 0) {
            throw new IllegalArgumentException(
                    "the consecutive failures of a health check must not be negative: " + consecutiveFailures);
        }
    }
}
