package dev.isthmus.ecs.definition;

import java.time.Duration;
import java.util.List;

/** Limits numbers of a Mesos task to the ranges that ECS accepts. */
public final class Ranges {

    private Ranges() {}

    /** The number, or the nearest bound, and then a warning. */
    public static int within(String what, long value, int least, int most, List<String> warnings) {
        int kept = (int) Math.max(least, Math.min(most, value));
        if (kept != value) {
            warnings.add(what + " " + value + " is taken as " + kept + ": ECS allows " + least + " to " + most);
        }
        return kept;
    }

    /** Whole seconds, rounded up. */
    public static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
