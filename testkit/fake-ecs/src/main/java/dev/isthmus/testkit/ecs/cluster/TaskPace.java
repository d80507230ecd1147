package dev.isthmus.testkit.ecs.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a task stays in each state that it passes by itself ("Task lifecycle" in the developer guide). The time in PENDING and
 * STOPPING is what the container runtime takes, after the time given here.
 *
 * <p>A task passes ACTIVATING and DEACTIVATING only where they last. It passes PROVISIONING and DEPROVISIONING if it is of network
 * mode {@code awsvpc}, however short they are: that is when its network interface comes and goes.
 *
 * @param provisioning in PROVISIONING
 * @param pending in PENDING, before the containers are given to the runtime
 * @param activating in ACTIVATING, between the start of the last container and RUNNING
 * @param deactivating in DEACTIVATING, between the wish to stop a task that runs and STOPPING
 * @param stopping in STOPPING, before the containers are told to stop
 * @param deprovisioning in DEPROVISIONING, after the last container has stopped
 * @param provisionsAll whether all tasks pass PROVISIONING and DEPROVISIONING, as those of a capacity provider pass the first: then
 *     a task that is not {@code awsvpc} has no containers while it is PROVISIONING
 */
public record TaskPace(
        Duration provisioning,
        Duration pending,
        Duration activating,
        Duration deactivating,
        Duration stopping,
        Duration deprovisioning,
        boolean provisionsAll) {

    /** Checks. */
    public TaskPace {
        new TreeMap<>(Map.of(
                        "provisioning", provisioning,
                        "pending", pending,
                        "activating", activating,
                        "deactivating", deactivating,
                        "stopping", stopping,
                        "deprovisioning", deprovisioning))
                .forEach((name, duration) -> {
                    if (duration.isNegative()) {
                        throw new IllegalArgumentException(
                                "A task cannot stay " + name + " for less than no time: " + duration);
                    }
                });
    }

    /** No state takes longer than the runtime does. */
    public static TaskPace immediate() {
        Duration none = Duration.ZERO;
        return new TaskPace(none, none, none, none, none, none, false);
    }

    /** Each of the states takes this, and every task passes all of them. */
    public static TaskPace eachState(Duration duration) {
        return new TaskPace(duration, duration, duration, duration, duration, duration, true);
    }

    /** Times of the order of those on EC2: seconds for a network interface and an image that is there already. */
    public static TaskPace realistic() {
        return new TaskPace(
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                false);
    }

    /**
     * Times of a small task on Fargate, as a user of AWS saw them: some 20 s before its containers start, and 33 s from their end until the
     * task is STOPPED.
     */
    public static TaskPace fargate() {
        return new TaskPace(
                Duration.ofMillis(18_800),
                Duration.ofMillis(1_600),
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(33),
                false);
    }

    /** This, with that time in PROVISIONING. */
    public TaskPace withProvisioning(Duration duration) {
        return new TaskPace(duration, pending, activating, deactivating, stopping, deprovisioning, provisionsAll);
    }

    /** This, with that time in PENDING. */
    public TaskPace withPending(Duration duration) {
        return new TaskPace(provisioning, duration, activating, deactivating, stopping, deprovisioning, provisionsAll);
    }

    /** This, with that time in ACTIVATING. */
    public TaskPace withActivating(Duration duration) {
        return new TaskPace(provisioning, pending, duration, deactivating, stopping, deprovisioning, provisionsAll);
    }

    /** This, with that time in DEACTIVATING. */
    public TaskPace withDeactivating(Duration duration) {
        return new TaskPace(provisioning, pending, activating, duration, stopping, deprovisioning, provisionsAll);
    }

    /** This, with that time in STOPPING. */
    public TaskPace withStopping(Duration duration) {
        return new TaskPace(provisioning, pending, activating, deactivating, duration, deprovisioning, provisionsAll);
    }

    /** This, with that time in DEPROVISIONING. */
    public TaskPace withDeprovisioning(Duration duration) {
        return new TaskPace(provisioning, pending, activating, deactivating, stopping, duration, provisionsAll);
    }

    /** This, with all tasks or only those of {@code awsvpc} passing PROVISIONING and DEPROVISIONING. */
    public TaskPace withProvisionsAll(boolean all) {
        return new TaskPace(provisioning, pending, activating, deactivating, stopping, deprovisioning, all);
    }
}
