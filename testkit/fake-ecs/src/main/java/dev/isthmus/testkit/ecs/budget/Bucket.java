package dev.isthmus.testkit.ecs.budget;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The operations that share one token bucket, and its size in AWS ("Request throttling for the Amazon ECS API" in the API
 * reference). A bucket belongs to one account in one region.
 */
public enum Bucket {
    /**
     * Calls that start, stop or change something on the instances of a cluster. AWS's page names no bucket for task protection; it
     * is counted with these, and with the next.
     */
    CLUSTER_RESOURCE_MODIFY(
            100,
            40,
            "StartTask RunTask StopTask PutAttributes DeleteAttributes ExecuteCommand "
                    + "DeregisterContainerInstance UpdateContainerAgent UpdateContainerInstancesState UpdateTaskProtection"),

    /** What RunTask takes besides where its tasks are for Fargate. */
    FARGATE_RUN_TASK(20, 20, ""),

    /** The tasks, not calls, that are launched on Fargate On-Demand. */
    FARGATE_LAUNCH(100, 20, ""),

    /** The tasks, not calls, that are launched on Fargate Spot. */
    FARGATE_SPOT_LAUNCH(100, 20, ""),

    /** Calls that look at tasks and instances. */
    CLUSTER_RESOURCE_READ(
            100,
            20,
            "DescribeTasks ListTasks DescribeContainerInstances ListContainerInstances ListAttributes "
                    + "GetTaskProtection"),

    /** Calls that register task definitions and take them back. */
    TASK_DEFINITION_MODIFY(20, 1, "RegisterTaskDefinition DeregisterTaskDefinition"),

    /** Calls that look at task definitions. */
    TASK_DEFINITION_READ(50, 20, "DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies"),

    /** Calls that delete task definitions. */
    TASK_DEFINITION_DELETE(5, 1, "DeleteTaskDefinitions"),

    /** Calls that make, change and delete clusters. */
    CLUSTER_MODIFY(
            20, 1, "CreateCluster DeleteCluster UpdateCluster UpdateClusterSettings PutClusterCapacityProviders"),

    /** Calls that look at clusters. */
    CLUSTER_READ(50, 20, "DescribeClusters ListClusters"),

    /** Calls that make, change and delete capacity providers. */
    CAPACITY_PROVIDER_MODIFY(10, 1, "CreateCapacityProvider UpdateCapacityProvider DeleteCapacityProvider"),

    /** Calls that look at capacity providers. */
    CAPACITY_PROVIDER_READ(50, 20, "DescribeCapacityProviders"),

    /** Calls that change tags. */
    TAG_MODIFY(20, 10, "TagResource UntagResource"),

    /** Calls that look at tags. */
    TAG_READ(50, 20, "ListTagsForResource"),

    /** Calls that change account settings. */
    SETTING_MODIFY(10, 1, "PutAccountSetting PutAccountSettingDefault DeleteAccountSetting"),

    /** Calls that look at account settings. */
    SETTING_READ(50, 20, "ListAccountSettings"),

    /**
     * Calls that read a log stream: CloudWatch Logs, not ECS. AWS says that the limit is hard and the same in most regions; users name
     * 25 a second.
     */
    LOG_EVENTS_READ(25, 25, "GetLogEvents"),

    /** What container agents call. */
    AGENT_MODIFY(
            200,
            120,
            "RegisterContainerInstance DiscoverPollEndpoint SubmitAttachmentStateChanges "
                    + "SubmitContainerStateChange SubmitTaskStateChange");

    private static final Map<String, Bucket> BY_OPERATION = Arrays.stream(values())
            .flatMap(bucket -> bucket.operations().stream().map(operation -> Map.entry(operation, bucket)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final int capacity;
    private final int perSecond;
    /** Names with a space between them. */
    private final String operations;

    Bucket(int capacity, int perSecond, String operations) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.operations = operations;
    }

    /** The bucket that a call of this operation takes from; none if it is not known. */
    public static Optional<Bucket> of(String operation) {
        return Optional.ofNullable(BY_OPERATION.get(operation));
    }

    /** Its size and refill in AWS. */
    public Rate awsRate() {
        return new Rate(capacity, perSecond);
    }

    /** The names of the operations that take from it. */
    public Set<String> operations() {
        Set<String> names = new LinkedHashSet<>(List.of(operations.split(" ", -1)));
        names.remove("");
        return Collections.unmodifiableSet(names);
    }

    static Map<Bucket, Rate> all(Function<Bucket, Rate> rate) {
        Map<Bucket, Rate> rates = new EnumMap<>(Bucket.class);
        for (Bucket bucket : values()) {
            rates.put(bucket, rate.apply(bucket));
        }
        return rates;
    }
}
