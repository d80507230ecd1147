package dev.isthmus.ecs.call;

/**
 * The token buckets by which AWS throttles an account in a region, each shared by several operations. Source: "Request throttling for the Amazon ECS
 * API" in the API reference.
 */
public enum ThrottleBucket {
    /** Starting, running and stopping tasks, and the state of container instances. */
    CLUSTER_MODIFY("cluster-resource-modify", 100, 40),
    /**
     * Running tasks on Fargate, each of which draws from {@link #CLUSTER_MODIFY}, too: "Fargate throttling quotas" in the developer guide. The launches
     * themselves have a larger burst, which a task a call does not reach.
     */
    FARGATE_LAUNCH("fargate-run-task", 20, 20),
    /** Listing and describing tasks and container instances. */
    CLUSTER_READ("cluster-resource-read", 100, 20),
    /** Registering and deregistering task definitions. */
    DEFINITION_MODIFY("task-definition-modify", 20, 1),
    /** Describing and listing task definitions. */
    DEFINITION_READ("task-definition-read", 50, 20);

    private final String awsName;
    private final int burst;
    private final int perSecond;

    ThrottleBucket(String awsName, int burst, int perSecond) {
        this.awsName = awsName;
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** What AWS calls the actions that share it, in small letters with dashes. */
    public String awsName() {
        return awsName;
    }

    /** The capacity: the largest burst of calls. */
    public int burst() {
        return burst;
    }

    /** The bucket that its calls draw from as well; itself if there is none. */
    public ThrottleBucket within() {
        return this == FARGATE_LAUNCH ? CLUSTER_MODIFY : this;
    }

    /** The refill rate, in calls a second. */
    public int perSecond() {
        return perSecond;
    }
}
