package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.InstanceResources;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.EphemeralStorage;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a task runs on: a container instance, or what Fargate makes for this one task. */
public sealed interface TaskHost permits InstanceState, TaskHost.Provided, TaskHost.OfOneTask {
    /** The container instance that this is, if it is one. */
    Optional<InstanceState> instance();

    String availabilityZone();

    /** Whether it is no place yet, but stands for one that a capacity provider is to find. */
    default boolean waits() {
        return false;
    }

    /** Whether it reports how its tasks are. */
    boolean agentConnected();

    /** Since when it has reported. */
    Instant connectedAt();

    /** Does what needs the agent: now, or when it is connected again. */
    void throughAgent(Runnable action);

    /** Whether its agent stops a container that waits for one which will never be ready. */
    boolean givesUpDependents();

    /** How long its tasks stay in each state. */
    TaskPace pace(AccountState account);

    /** Gives a task what was found sufficient. */
    InstanceResources.Taken take(String taskArn, Demand demand);

    /** A task is on it from now on. */
    void add(TaskState task);

    /** A task is not on it any more, and holds nothing of it. */
    void remove(TaskState task);

    /** A task of it has changed. */
    void tasksMoved();

    /** Something of it has changed. */
    void changed();

    /** Says of a task what its place says of it. */
    void describe(TaskState task, Task.Builder description);

    /**
     * A container instance as a place of tasks that a capacity provider has put there.
     *
     * @param on the instance
     * @param provider the provider
     */
    record Provided(InstanceState on, String provider) implements TaskHost {
        @Override
        public Optional<InstanceState> instance() {
            return Optional.of(on);
        }

        @Override
        public String availabilityZone() {
            return on.availabilityZone();
        }

        @Override
        public boolean agentConnected() {
            return on.agentConnected();
        }

        @Override
        public Instant connectedAt() {
            return on.connectedAt();
        }

        @Override
        public void throughAgent(Runnable action) {
            on.throughAgent(action);
        }

        @Override
        public boolean givesUpDependents() {
            return on.givesUpDependents();
        }

        @Override
        public TaskPace pace(AccountState account) {
            return on.pace(account).withProvisionsAll(true);
        }

        @Override
        public InstanceResources.Taken take(String taskArn, Demand demand) {
            return on.take(taskArn, demand);
        }

        @Override
        public void add(TaskState task) {
            on.add(task);
        }

        @Override
        public void remove(TaskState task) {
            on.remove(task);
        }

        @Override
        public void tasksMoved() {
            on.tasksMoved();
        }

        @Override
        public void changed() {
            on.changed();
        }

        @Override
        public void describe(TaskState task, Task.Builder description) {
            on.describe(task, description);
            description.capacityProviderName(provider);
        }
    }

    /** No container instance: each is of one task alone, whose agent is always there. */
    sealed interface OfOneTask extends TaskHost permits Fargate, Waiting {

        /** Such a place has no resources that others could use. */
        InstanceResources.Taken NOTHING = new InstanceResources.Taken(List.of(), List.of());

        @Override
        default Optional<InstanceState> instance() {
            return Optional.empty();
        }

        @Override
        default boolean agentConnected() {
            return true;
        }

        @Override
        default void throughAgent(Runnable action) {
            action.run();
        }

        @Override
        default boolean givesUpDependents() {
            return true;
        }

        @Override
        default void add(TaskState task) {}

        @Override
        default void tasksMoved() {}

        @Override
        default void changed() {}
    }

    /**
     * No place yet: a capacity provider is to find one. The task is PROVISIONING and has no containers.
     *
     * @param provider the provider
     */
    record Waiting(AccountState account, String provider, Instant connectedAt) implements OfOneTask {
        @Override
        public String availabilityZone() {
            return "";
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public TaskPace pace(AccountState of) {
            return of.settings.pace().withProvisionsAll(true);
        }

        @Override
        public InstanceResources.Taken take(String taskArn, Demand demand) {
            return NOTHING;
        }

        @Override
        public void remove(TaskState task) {}

        @Override
        public void describe(TaskState task, Task.Builder description) {
            description.availabilityZone(null).launchType(LaunchType.EC2).capacityProviderName(provider);
        }
    }

    /**
     * What Fargate makes for one task.
     *
     * @param provider whose capacity it is
     * @param byStrategy whether a capacity provider strategy asked for it, and not a launch type: then the task says which provider
     * @param platformVersion never LATEST, but what that means
     * @param connectedAt since when it has reported
     */
    record Fargate(
            AccountState account,
            FargateProvider provider,
            boolean byStrategy,
            String availabilityZone,
            String platformVersion,
            Instant connectedAt)
            implements OfOneTask {
        private static final int FREE_STORAGE_GIB = 20;

        @Override
        public TaskPace pace(AccountState of) {
            return of.settings.fargate().pace().orElse(of.settings.pace());
        }

        @Override
        public InstanceResources.Taken take(String taskArn, Demand demand) {
            account.fargate.take(taskArn, provider, availabilityZone, demand.cpu());
            return NOTHING;
        }

        @Override
        public void remove(TaskState task) {
            account.fargate.giveBack(task.arn);
        }

        @Override
        public void describe(TaskState task, Task.Builder description) {
            RuntimePlatform platform = task.definition.runtimePlatform();
            description
                    .launchType(LaunchType.FARGATE)
                    .capacityProviderName(byStrategy ? provider.name() : null)
                    .platformVersion(platformVersion)
                    .platformFamily("Linux")
                    .attributes(Attribute.builder()
                            .name("ecs.cpu-architecture")
                            .value(
                                    platform != null && platform.cpuArchitecture() == CPUArchitecture.ARM64
                                            ? "arm64"
                                            : "x86_64")
                            .build())
                    .ephemeralStorage(storage(task));
        }

        private static EphemeralStorage storage(TaskState task) {
            if (task.overrides.ephemeralStorage() != null) {
                return task.overrides.ephemeralStorage();
            }
            return task.definition.ephemeralStorage() != null
                    ? task.definition.ephemeralStorage()
                    : EphemeralStorage.builder().sizeInGiB(FREE_STORAGE_GIB).build();
        }
    }
}
