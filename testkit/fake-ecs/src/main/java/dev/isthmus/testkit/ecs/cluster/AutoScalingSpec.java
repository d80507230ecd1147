package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;

/**
 * An EC2 Auto Scaling group, as far as a capacity provider sees it: what its instances are, how many there may be, and how soon they come.
 *
 * @param instance each of them
 * @param max how many at most; with 0 none comes, as where EC2 has none of their type
 * @param boot from the decision to add one until it is registered
 * @param idle for how long there must be more instances than needed until one is taken away, in whole minutes: a quarter of an hour in AWS
 */
public record AutoScalingSpec(InstanceSpec instance, int max, Duration boot, Duration idle) {
    /** For how long there are more instances than needed until AWS takes one away. */
    public static final Duration IDLE_OF_AWS = Duration.ofMinutes(15);

    /** Checks. */
    public AutoScalingSpec {
        if (max < 0) {
            throw new IllegalArgumentException("A group has no instance or more, not " + max);
        }
        if (boot.isNegative()) {
            throw new IllegalArgumentException("No instance is registered before it is asked for: " + boot);
        }
        if (idle.toMinutes() < 1) {
            throw new IllegalArgumentException("A group is looked at each minute, so that none is idle for " + idle);
        }
    }

    /** One from which instances are taken away as soon as AWS does. */
    public AutoScalingSpec(InstanceSpec instance, int max, Duration boot) {
        this(instance, max, boot, IDLE_OF_AWS);
    }
}
