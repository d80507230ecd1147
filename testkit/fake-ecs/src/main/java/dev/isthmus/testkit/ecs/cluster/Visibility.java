package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Draws when a new task becomes visible. It has its own random numbers, so that ids do not depend on it. */
public final class Visibility {
    /** From when a task is described and listed. */
    public record Times(Instant described, Instant listed) {}

    private final SplittableRandom random;
    private Consistency consistency;

    public Visibility(Consistency consistency, long seed) {
        this.consistency = consistency;
        this.random = new SplittableRandom(~seed);
    }

    /** From now on tasks can be seen this soon. */
    public void change(Consistency other) {
        consistency = other;
    }

    /** For a task made now. */
    public Times of(Instant now) {
        if (random.nextDouble() >= consistency.share()) {
            return new Times(now, now);
        }
        return new Times(now.plus(lag()), now.plus(lag()));
    }

    private Duration lag() {
        long least = consistency.atLeast().toMillis();
        long most = consistency.atMost().toMillis();
        return Duration.ofMillis(least + random.nextLong(most - least + 1));
    }
}
