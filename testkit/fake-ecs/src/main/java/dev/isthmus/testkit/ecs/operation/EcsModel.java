package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.event.ChangeLog;
import dev.isthmus.testkit.ecs.placement.CapacityStrategy;
import dev.isthmus.testkit.ecs.placement.ManagedScaling;
import dev.isthmus.testkit.ecs.placement.TaskStarts;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.ContainerState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.state.TaskLifecycle;
import dev.isthmus.testkit.ecs.state.TaskShutdown;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.state.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * ECS as one account sees it in one region. Not thread-safe: whoever owns it calls it from one thread at a time, gives it the
 * time with {@link #advanceTo} before each call, and afterwards does what {@link #takeEffects} hands out and comes back at
 * {@link #nextDeadline}. What a client can ask is in {@link Operations}; the methods here are what happens beside the API.
 */
public final class EcsModel {
    /**
     * What has changed.
     *
     * @param tasks new ones too
     * @param instances new ones too
     */
    public record Changes(List<Task> tasks, List<ContainerInstance> instances) {
        /** Copies. */
        public Changes {
            tasks = List.copyOf(tasks);
            instances = List.copyOf(instances);
        }
    }

    final AccountState account;
    final TaskLifecycle life;
    final TaskShutdown shutdown;
    final TaskStarts launches;
    private final ManagedScaling scaling;

    /** A model with clusters but no container instances, at that time. */
    public EcsModel(ModelSettings settings, Instant now) {
        this.account = new AccountState(settings, now);
        this.shutdown = new TaskShutdown(account);
        this.life = new TaskLifecycle(account, shutdown);
        this.scaling = new ManagedScaling(account, life, shutdown);
        this.launches = new TaskStarts(account, life, scaling);
    }

    /** Lets the time pass; what falls due happens in order. A time before the last one is taken for the last one. */
    public void advanceTo(Instant now) {
        account.timers.advanceTo(now);
    }

    /** The timestamps of what happens from now on are so much ahead of the time that {@link #advanceTo} is given, or behind it. */
    public void skew(Duration ahead) {
        account.timers.skew(ahead);
    }

    /** When something will happen by itself, if anything will. */
    public Optional<Instant> nextDeadline() {
        return account.timers.next();
    }

    /** Hands out, once, what the runtime has to do, in order. */
    public List<Effect> takeEffects() {
        return account.takeEffects();
    }

    /** Hands out, once, the tasks and instances that have changed, as they are now. */
    public Changes takeChanges() {
        List<Task> tasks = new ArrayList<>();
        List<ContainerInstance> instances = new ArrayList<>();
        for (ClusterState cluster : account.clusters()) {
            cluster.takeChangedTasks().forEach(task -> tasks.add(task.describe()));
            cluster.takeChangedInstances().forEach(instance -> instances.add(instance.describe()));
        }
        return new Changes(tasks, instances);
    }

    /** The account's changes of state, as ECS tells others of them. */
    public ChangeLog stateChanges() {
        return account.changes;
    }

    /** Registers a container instance and answers its ARN. */
    public String addInstance(String cluster, InstanceSpec spec) {
        return account.register(account.cluster(cluster), spec, null).arn;
    }

    /** There is an Auto Scaling group of this name, for capacity providers. */
    public void autoScalingGroup(String name, AutoScalingSpec spec) {
        scaling.group(name, spec);
    }

    /** How soon tasks can be seen that are started from now on. */
    public void consistency(Consistency consistency) {
        life.consistency(consistency);
    }

    /** Sets the value of a secret or parameter, by its name or ARN. Tasks that have read it keep what they read. */
    public void putSecret(String nameOrArn, String value) {
        account.secrets.put(nameOrArn, value);
    }

    /** Takes a secret or parameter away. */
    public void removeSecret(String nameOrArn) {
        account.secrets.remove(nameOrArn);
    }

    /** The agent of an instance loses or finds its connection. While it is lost, nothing is heard of its tasks. */
    public void agentConnected(String instanceArn, boolean connected) {
        registered(instanceArn).agentConnected(connected, account.now());
    }

    /** The operator drains an instance, or makes it ACTIVE again. Tasks stay, as standalone tasks do. */
    public void drain(String instanceArn, boolean draining) {
        registered(instanceArn).status(draining ? "DRAINING" : "ACTIVE");
    }

    /** The instance goes: INACTIVE, its tasks stopped with this code and reason. */
    public void removeInstance(String instanceArn, TaskStopCode code, String reason) {
        shutdown.remove(instance(instanceArn), code, reason);
    }

    /** Someone else stops a task. */
    public void stopTask(String taskArn, TaskStopCode code, String reason) {
        shutdown.stop(existing(taskArn), code, reason);
    }

    /**
     * EC2 takes a Spot instance back: its agent drains it at once, and after the notice the machine and its tasks are gone.
     */
    public void interruptSpot(String instanceArn, Duration notice) {
        InstanceState instance = registered(instanceArn);
        instance.status("DRAINING");
        account.timers.at(account.now().plus(notice), () -> {
            if (!instance.status().equals("INACTIVE")) {
                removeInstance(instance.arn, TaskStopCode.SPOT_INTERRUPTION, "Your Spot Task was interrupted.");
            }
        });
    }

    /** Sets the account's quota of vCPUs on Fargate; tasks above it go on. */
    public void fargateQuota(FargateProvider provider, int vcpus) {
        account.fargate.quota(provider, vcpus);
    }

    /** Sets how many vCPUs Fargate has for the account in a zone, or in each; tasks above that go on. */
    public void fargateCapacity(FargateProvider provider, Optional<String> zone, int vcpus) {
        account.fargate.capacity(provider, zone, vcpus);
    }

    /** Fargate stops a task by itself, so much later. */
    public void stopOnFargate(String taskArn, Duration wait, TaskStopCode code, String reason) {
        TaskState task = existing(taskArn);
        if (task.describe().launchType() != LaunchType.FARGATE) {
            throw new IllegalArgumentException("Task " + taskArn + " does not run on Fargate");
        }
        account.timers.at(account.now().plus(wait), () -> shutdown.stop(task, code, reason));
    }

    /** How many tasks a request would start of each provider of Fargate, whatever else is wrong with it. */
    public Map<FargateProvider, Integer> fargateLaunches(RunTaskRequest request) {
        return CapacityStrategy.launches(account, request);
    }

    /**
     * A task that does not run yet never will, as when its network interface cannot be made.
     *
     * @throws IllegalStateException if it runs, or has run
     */
    public void failToStart(String taskArn, String reason) {
        TaskState task = existing(taskArn);
        if (task.status().compareTo(TaskStatus.PENDING) > 0 || task.stopping()) {
            throw new IllegalStateException("Task " + taskArn + " is " + task.status() + ", desired "
                    + task.desiredStatus() + ": only one that is PROVISIONING or PENDING can fail to start");
        }
        shutdown.stop(task, TaskStopCode.TASK_FAILED_TO_START, reason);
    }

    /**
     * The agent says how a container is, whatever its checks found before.
     *
     * @throws IllegalArgumentException if there is no such container, or its definition has no health check
     * @throws IllegalStateException if it does not run
     */
    public void health(ContainerId id, HealthStatus status) {
        ContainerState container = existing(id.taskArn()).container(id.name());
        if (container == null || container.health == null) {
            throw new IllegalArgumentException("Task " + id.taskArn() + " has no container named '" + id.name()
                    + "' with a healthCheck in its definition; the health of others is always UNKNOWN");
        }
        if (!container.running()) {
            throw new IllegalStateException(id + " does not run; its health is not checked");
        }
        life.measured(id, (health, now) -> health.is(status));
    }

    /** The runtime reports the result of one health check. */
    public void containerChecked(ContainerId id, boolean passed) {
        life.measured(id, (health, now) -> health.checked(passed, now));
    }

    /** The runtime reports that a container runs. */
    public void containerStarted(ContainerId id) {
        life.started(id);
    }

    /** The runtime reports that a container has ended. */
    public void containerExited(ContainerId id, int exitCode, Optional<String> reason) {
        life.exited(id, exitCode, reason);
    }

    /** The runtime reports that a container cannot start. */
    public void containerFailedToStart(ContainerId id, String reason) {
        life.failedToStart(id, reason);
    }

    /** All tasks that can be described, in the order in which they were started. */
    public List<Task> tasks() {
        return account.clusters().stream()
                .flatMap(cluster -> cluster.tasks().stream())
                .map(TaskState::describe)
                .toList();
    }

    /** All container instances, the INACTIVE ones too, in the order in which they were registered. */
    public List<ContainerInstance> instances() {
        return account.clusters().stream()
                .flatMap(cluster -> cluster.instances().stream())
                .map(InstanceState::describe)
                .toList();
    }

    /** One task, if it can still be described. */
    public Optional<Task> task(String arn) {
        return Optional.ofNullable(account.findTask(arn)).map(TaskState::describe);
    }

    /** One container instance, of this ARN or EC2 id, be it INACTIVE. */
    public Optional<ContainerInstance> containerInstance(String arn) {
        return Optional.ofNullable(account.findInstance(arn)).map(InstanceState::describe);
    }

    /** The container whose log driver writes to this stream of CloudWatch Logs, and when it started; empty if it has not. */
    public Optional<Map.Entry<ContainerId, Instant>> containerOfLog(String group, String stream) {
        return account.clusters().stream()
                .flatMap(cluster -> cluster.tasks().stream())
                .flatMap(task -> task.containerOfLog(group, stream).stream())
                .findFirst()
                .map(container ->
                        Map.entry(container.id(), container.startedAt().orElseThrow()));
    }

    private InstanceState instance(String arn) {
        InstanceState found = account.findInstance(arn);
        if (found == null) {
            throw new IllegalArgumentException("There is no container instance " + arn);
        }
        return found;
    }

    /** What is INACTIVE does not come back: an agent that starts again registers anew. */
    private InstanceState registered(String arn) {
        InstanceState found = instance(arn);
        if (found.status().equals("INACTIVE")) {
            throw new IllegalStateException("Container instance " + arn + " is INACTIVE");
        }
        return found;
    }

    private TaskState existing(String arn) {
        TaskState found = account.findTask(arn);
        if (found == null) {
            throw new IllegalArgumentException("There is no task " + arn);
        }
        return found;
    }
}
