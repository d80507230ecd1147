package dev.isthmus.ecs.plan;

import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.ecs.definition.DefinitionContent.Check;
import dev.isthmus.ecs.definition.Ranges;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** Converts Mesos health checks into ECS container health checks, within the limits of {@code HealthCheck} in ECS's API reference. */
final class ContainerHealthChecks {

    private static final int LONGEST_TIMEOUT = 60;

    private static final int LONGEST_START = 300;

    private ContainerHealthChecks() {}

    /**
     * The check, with its numbers brought within ECS's ranges, of which each change is warned.
     *
     * @param environment of the task, in which the check runs
     */
    static Check translate(HealthCheck check, SortedMap<String, String> environment, List<String> warnings) {
        return new Check(
                HealthProbes.commandOf(check.probe(), environment),
                within("interval", Ranges.seconds(check.interval()), 5, 300, warnings),
                timeout(check.timeout(), warnings),
                within("consecutive failures", check.consecutiveFailures(), 1, 10, warnings),
                within(
                        "delay and grace period",
                        Ranges.seconds(check.gracePeriod().plus(check.delay())),
                        0,
                        LONGEST_START,
                        warnings));
    }

    /**
     * The check of a container that fetches before it becomes the task. ECS checks it from its own start on, Mesos a command from its own; so what
     * fails while it fetches must not count, for as long as ECS takes. The first success ends that time.
     */
    static Check fromTheFetching(Check check) {
        return new Check(check.command(), check.interval(), check.timeout(), check.retries(), LONGEST_START);
    }

    /** Zero is no timeout at all, by {@code HealthCheck} in include/mesos/mesos.proto. */
    private static int timeout(Duration timeout, List<String> warnings) {
        if (timeout.isZero()) {
            warnings.add("health check without a timeout is given one of " + LONGEST_TIMEOUT
                    + " seconds: ECS allows none that is longer");
            return LONGEST_TIMEOUT;
        }
        return within("timeout", Ranges.seconds(timeout), 2, LONGEST_TIMEOUT, warnings);
    }

    private static int within(String what, long value, int least, int most, List<String> warnings) {
        return Ranges.within("health check " + what, value, least, most, warnings);
    }
}
