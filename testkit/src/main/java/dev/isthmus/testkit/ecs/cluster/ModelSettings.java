package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What the model needs to know from the start.
 *
 * @param region the region in every ARN
 * @param accountId the twelve digits in every ARN
 * @param clusters the names of the clusters, at least one
 * @param startDelay how long a task is PENDING before its containers are given to the runtime
 * @param stopTimeout of containers whose definition gives none; ECS: 30 s
 * @param stoppedTaskRetention how long a stopped task can be described; ECS: at least an hour
 * @param seed of the generated ids; equal seeds and calls make equal ids
 */
public record ModelSettings(
        String region,
        String accountId,
        List<String> clusters,
        Duration startDelay,
        Duration stopTimeout,
        Duration stoppedTaskRetention,
        long seed) {
    /** Copies and checks. */
    public ModelSettings {
        clusters = List.copyOf(clusters);
        if (clusters.isEmpty()) {
            throw new IllegalArgumentException("A fake needs at least one cluster");
        }
        if (startDelay.isNegative() || stopTimeout.isNegative() || stoppedTaskRetention.isNegative()) {
            throw new IllegalArgumentException("Durations must not be negative");
        }
    }
}
