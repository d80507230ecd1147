package dev.isthmus.ecs.call;

/**
 * The token buckets AWS keeps for an account and region, each shared by all operations in it. Source: "Request throttling for the Amazon
 * ECS API" in the API reference.
 */
public enum ThrottleBucket {
    /** Starting, running and stopping tasks. */
    CLUSTER_MODIFY(100, 40),
    /** Listing and describing tasks and container instances. */
    CLUSTER_READ(100, 20),
    /** Registering and deregistering task definitions. */
    DEFINITION_MODIFY(20, 1),
    /** Describing and listing task definitions. */
    DEFINITION_READ(50, 20);

    private final int burst;
    private final int perSecond;

    ThrottleBucket(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** How many calls it holds when full. */
    public int burst() {
        return burst;
    }

    /** How many calls come back a second. */
    public int perSecond() {
        return perSecond;
    }
}
