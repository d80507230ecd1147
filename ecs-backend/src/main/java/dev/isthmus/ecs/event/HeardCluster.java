package dev.isthmus.ecs.event;

import java.util.Objects;

/**
 * The cluster whose events are heard.
 *
 * @param cluster its name or ARN
 * @param region where it is
 */
public record HeardCluster(String cluster, String region) {

    /** Checks. */
    public HeardCluster {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(region, "region");
    }

    /** Whether an event is of it, by the ARN of the cluster that it names. One that names none may be. */
    public boolean matches(String arn) {
        if (arn.isEmpty() || cluster.startsWith("arn:")) {
            return arn.isEmpty() || arn.equals(cluster);
        }
        return arn.contains(":ecs:" + region + ":") && arn.endsWith(":cluster/" + cluster);
    }
}
