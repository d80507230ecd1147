package dev.isthmus.ecs.definition;

import java.time.Duration;
import java.util.List;

/** Brings numbers that Mesos takes within the ranges that ECS has for them. */
public final class Ranges {

    private Ranges() {}

    /** The number, or the bound that is nearest to it and a warning. */
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
