package dev.isthmus.mesos.task;

import dev.isthmus.api.task.HealthCheck.Probe;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import java.time.Duration;

/** Reads health checks. */
final class HealthChecks {

    private HealthChecks() {}

    /** Its type; where it names none, the one that its parts speak for, as the master infers it. */
    static HealthCheck.Type type(HealthCheck check) {
        if (check.hasType()) {
            return check.getType();
        }
        if (check.hasCommand() == check.hasHttp()) {
            return HealthCheck.Type.UNKNOWN;
        }
        return check.hasCommand() ? HealthCheck.Type.COMMAND : HealthCheck.Type.HTTP;
    }

    static dev.isthmus.api.task.HealthCheck read(HealthCheck check) {
        return new dev.isthmus.api.task.HealthCheck(
                probe(check),
                duration(check.getDelaySeconds()),
                duration(check.getIntervalSeconds()),
                duration(check.getTimeoutSeconds()),
                duration(check.getGracePeriodSeconds()),
                failures(check));
    }

    private static Probe probe(HealthCheck check) {
        return switch (type(check)) {
            case COMMAND -> new Probe.ByCommand(TaskSpecs.command(check.getCommand()));
            case HTTP ->
                new Probe.ByHttp(
                        check.getHttp().hasScheme() ? check.getHttp().getScheme() : "http",
                        check.getHttp().getPort(),
                        check.getHttp().hasPath() ? check.getHttp().getPath() : "/");
            case TCP -> new Probe.ByTcp(check.getTcp().getPort());
            case UNKNOWN -> throw new IllegalArgumentException("a health check without a type cannot be run");
        };
    }

    /** It has no sign on the wire. */
    private static int failures(HealthCheck check) {
        return (int) Math.min(Integer.toUnsignedLong(check.getConsecutiveFailures()), Integer.MAX_VALUE);
    }

    /** What is above zero stays so: a timeout of zero is none at all. */
    private static Duration duration(double seconds) {
        long millis = (long) Math.min(seconds * 1000, Integer.MAX_VALUE);
        return Duration.ofMillis(millis == 0 && seconds > 0 ? 1 : millis);
    }
}
