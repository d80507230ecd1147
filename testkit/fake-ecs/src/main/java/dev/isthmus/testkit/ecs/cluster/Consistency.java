package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;

/**
 * Eventual consistency: for a while after RunTask or StartTask have answered a task, it can be MISSING in DescribeTasks and absent from ListTasks. The delay is drawn for each task, for each of the two,
 * from the seed of the fake; equal seeds and calls give equal delays.
 *
 * @param share how many of the new tasks are hidden at first, from 0 (none) to 1 (all)
 * @param atLeast how long they are hidden
 * @param atMost how long they are hidden, not less than {@code atLeast}
 */
public record Consistency(double share, Duration atLeast, Duration atMost) {
    /** Checks. */
    public Consistency {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of hidden tasks is from 0 to 1, not " + share);
        }
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("A task is hidden for a time from atLeast, which is not negative, to"
                    + " atMost, which is not less: " + atLeast + ", " + atMost);
        }
    }

    /** Every task is seen at once. */
    public static Consistency strong() {
        return new Consistency(0, Duration.ZERO, Duration.ZERO);
    }

    /** Every task is hidden for exactly this long. */
    public static Consistency after(Duration duration) {
        return new Consistency(1, duration, duration);
    }

    /** As users of AWS report it: one new task in three is MISSING, for a second or two. */
    public static Consistency ofAws() {
        return new Consistency(1.0 / 3, Duration.ofMillis(100), Duration.ofSeconds(2));
    }
}
