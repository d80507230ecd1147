package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Command;
import dev.isthmus.api.launch.HealthCheck;
import dev.isthmus.ecs.call.DefinitionContent.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Health checks by command as ECS's container health checks. */
final class HealthChecks {

    private HealthChecks() {}

    /** The check, with its numbers brought within ECS's ranges, of which each change is warned. */
    static Check translate(HealthCheck check, List<String> warnings) {
        if (!(check.probe() instanceof HealthCheck.Probe.ByCommand probe)) {
            String kind = check.probe() instanceof HealthCheck.Probe.ByHttp ? "HTTP" : "TCP";
            throw new UnsupportedFieldException("health checks by " + kind
                    + " are not supported yet: ECS runs commands only; give it as a command, such as curl in the image, or let the "
                    + "framework check by itself");
        }
        return new Check(
                commandOf(probe.command()),
                within("interval", seconds(check.interval()), 5, 300, warnings),
                within("timeout", seconds(check.timeout()), 2, 60, warnings),
                within("consecutive failures", check.consecutiveFailures(), 1, 10, warnings),
                within("grace period", seconds(check.gracePeriod().plus(check.delay())), 0, 300, warnings));
    }

    private static List<String> commandOf(Command command) {
        String value = command.value()
                .orElseThrow(
                        () -> new UnsupportedFieldException("the health check's command has no value: give it one"));
        if (command.shell()) {
            return List.of("CMD-SHELL", value);
        }
        List<String> words = new ArrayList<>(List.of("CMD", value));
        command.arguments().stream().skip(1).forEach(words::add);
        return words;
    }

    private static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }

    private static int within(String what, long value, int least, int most, List<String> warnings) {
        int kept = (int) Math.max(least, Math.min(most, value));
        if (kept != value) {
            warnings.add("health check " + what + " " + value + " is taken as " + kept + ": ECS allows " + least
                    + " to " + most);
        }
        return kept;
    }
}
