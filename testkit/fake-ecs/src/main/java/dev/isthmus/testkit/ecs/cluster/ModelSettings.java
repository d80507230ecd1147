package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the model needs to know from the start.
 *
 * @param region the region in every ARN
 * @param accountId the twelve digits in every ARN
 * @param clusters the names of the clusters, at least one
 * @param pace how long a task stays in each state
 * @param consistency how soon a new task can be seen
 * @param fargate what the account has of Fargate
 * @param subnets the zone of each subnet; one that is not here is in every zone
 * @param ipv6Subnets those whose network interfaces have an IPv6 address only
 * @param dualStackSubnets those whose network interfaces have an IPv4 and an IPv6 address
 * @param stopTimeout of containers whose definition gives none; ECS: 30 s
 * @param stoppedTaskRetention how long a stopped task can be described; ECS: at least an hour
 * @param eventQueues the names of the queues that events go to from the start
 * @param seed of the generated ids; equal seeds and calls make equal ids
 */
public record ModelSettings(
        String region,
        String accountId,
        List<String> clusters,
        TaskPace pace,
        Consistency consistency,
        FargateSettings fargate,
        Map<String, String> subnets,
        Set<String> ipv6Subnets,
        Set<String> dualStackSubnets,
        Duration stopTimeout,
        Duration stoppedTaskRetention,
        List<String> eventQueues,
        long seed) {
    /** Copies and checks. */
    public ModelSettings {
        clusters = List.copyOf(clusters);
        eventQueues = List.copyOf(eventQueues);
        subnets = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(subnets)));
        ipv6Subnets = Collections.unmodifiableSortedSet(new TreeSet<>(ipv6Subnets));
        dualStackSubnets = Collections.unmodifiableSortedSet(new TreeSet<>(dualStackSubnets));
        if (clusters.isEmpty()) {
            throw new IllegalArgumentException("A fake needs at least one cluster");
        }
        if (stopTimeout.isNegative() || stoppedTaskRetention.isNegative()) {
            throw new IllegalArgumentException("Durations must not be negative");
        }
    }
}
