package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Fargate as a test turns it: how much there is of it, and what it takes back. Made by {@link FakeEcs#fargate}; as thread-safe as that is. */
public final class FakeFargate {
    private static final String INTERRUPTED = "Your Spot Task was interrupted.";
    private static final String RETIRED =
            "ECS is performing maintenance on the underlying infrastructure hosting the task.";

    private final FakeEcsCluster ecs;
    private final Consumer<Consumer<EcsModel>> model;

    FakeFargate(FakeEcsCluster ecs, Consumer<Consumer<EcsModel>> model) {
        this.ecs = ecs;
        this.model = model;
    }

    /**
     * Sets the account's quota: tasks that would need more vCPUs together are failures. What runs above it runs on.
     *
     * @param vcpus from 0 on; {@link FargateSettings#NO_LIMIT} for no quota
     */
    public void quota(FargateProvider provider, int vcpus) {
        model.accept(ecs -> ecs.fargateQuota(provider, vcpus));
    }

    /** Sets how many vCPUs AWS has for the account in each zone: 0 for no capacity at all. What runs above it runs on. */
    public void capacity(FargateProvider provider, int vcpus) {
        model.accept(ecs -> ecs.fargateCapacity(provider, Optional.empty(), vcpus));
    }

    /** Sets how many vCPUs AWS has for the account in one zone. What runs above it runs on. */
    public void capacity(FargateProvider provider, String zone, int vcpus) {
        model.accept(ecs -> ecs.fargateCapacity(provider, Optional.of(zone), vcpus));
    }

    /**
     * AWS takes the capacity of a Spot task back: the task is to be STOPPED, with {@code SpotInterruption}, and its containers are told
     * to stop at once. They have until their stop timeout.
     *
     * @throws IllegalArgumentException if it is no task on Fargate
     */
    public void interruptSpot(String taskArn) {
        interruptSpot(taskArn, TaskStopCode.SPOT_INTERRUPTION);
    }

    /** The same with another stop code, {@code TerminationNotice} as in a sample of the developer guide. */
    public void interruptSpot(String taskArn, TaskStopCode code) {
        model.accept(ecs -> ecs.stopOnFargate(taskArn, Duration.ZERO, code, INTERRUPTED));
    }

    /** Interrupts Spot tasks, the oldest first. If there are fewer, all of them. */
    public void interruptSpot(int count) {
        running()
                .filter(task -> FargateProvider.FARGATE_SPOT.name().equals(task.capacityProviderName()))
                .limit(count)
                .forEach(task -> interruptSpot(task.taskArn()));
    }

    /**
     * AWS retires what a task runs on: the task is stopped, with {@code InfrastructureHealth}, when it has waited. ECS says nothing of it
     * before. After no time it is the failure of a host.
     *
     * @throws IllegalArgumentException if it is no task on Fargate
     */
    public void retire(String taskArn, Duration wait) {
        model.accept(ecs -> ecs.stopOnFargate(taskArn, wait, TaskStopCode.INFRASTRUCTURE_HEALTH, RETIRED));
    }

    /** Retires tasks at once, the oldest first. If there are fewer, all of them. */
    public void retire(int count) {
        running().limit(count).forEach(task -> retire(task.taskArn(), Duration.ZERO));
    }

    private java.util.stream.Stream<Task> running() {
        List<Task> all = ecs.tasks();
        return all.stream()
                .filter(task -> task.launchType() == LaunchType.FARGATE && "RUNNING".equals(task.desiredStatus()));
    }
}
