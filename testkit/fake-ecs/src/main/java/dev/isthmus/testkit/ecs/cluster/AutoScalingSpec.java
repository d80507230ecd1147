package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;

/**
 * An EC2 Auto Scaling group, as far as a capacity provider sees it: what its instances are, how many there may be, and how soon they come.
 *
 * @param instance each of them
 * @param max how many at most, 1 or more
 * @param boot from the decision to add one until it is registered
 */
public record AutoScalingSpec(InstanceSpec instance, int max, Duration boot) {
    /** Checks. */
    public AutoScalingSpec {
        if (max < 1) {
            throw new IllegalArgumentException("A group has at most one instance or more, not " + max);
        }
        if (boot.isNegative()) {
            throw new IllegalArgumentException("No instance is registered before it is asked for: " + boot);
        }
    }
}
