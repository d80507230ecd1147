package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.events.FakeEvents;
import dev.isthmus.testkit.ecs.events.FakeLogs;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What is in a fake account, what a test does to it, and what goes wrong with calls to it. How calls come in is the business of those that extend it. */
abstract sealed class FakeEcsCluster permits FakeEcs, InMemoryEcs {
    final FakeEcsConfig config;
    final ContainerRuntime runtime;

    FakeEcsCluster(FakeEcsConfig config, ContainerRuntime runtime) {
        this.config = config;
        this.runtime = runtime;
    }

    abstract AccountShell shell();

    /** Asks for faults, or changes them: nothing else follows from it. */
    abstract <T> T faults(Function<FaultPlayer, T> question);

    /** Puts into the account what the configuration says. */
    final void fill(FaultSchedule faults) {
        inject(faults);
        config.secrets().forEach(this::putSecret);
        config.instances().forEach(this::addInstance);
    }

    /** The cluster that holds the instances of the configuration. */
    public String clusterName() {
        return config.clusterName();
    }

    /** The configuration that it was started with. */
    public FakeEcsConfig config() {
        return config;
    }

    /** All tasks that can still be described, in the order in which they were started. */
    public List<Task> tasks() {
        return shell().call(EcsModel::tasks);
    }

    /** One task, if it can still be described. */
    public Optional<Task> task(String taskArn) {
        return shell().call(model -> model.task(taskArn));
    }

    /** The tasks that have not stopped, by the ARN of their container instance. */
    public Map<String, List<Task>> tasksByInstance() {
        return tasks().stream()
                .filter(task -> !"STOPPED".equals(task.lastStatus()) && task.containerInstanceArn() != null)
                .collect(Collectors.groupingBy(Task::containerInstanceArn, LinkedHashMap::new, Collectors.toList()));
    }

    /** All container instances, the INACTIVE ones too, in the order in which they were registered. */
    public List<ContainerInstance> instances() {
        return shell().call(EcsModel::instances);
    }

    /** One container instance, an INACTIVE one too, by its ARN or EC2 id. */
    public Optional<ContainerInstance> instance(String instance) {
        return shell().call(model -> model.containerInstance(instance));
    }

    /**
     * Calls {@code watcher} with every change of a task from now on, in order, each once. It is called on the thread that caused the
     * change, with no lock held. Nothing else happens to containers meanwhile, so it must not wait for that.
     */
    public void watchTasks(Consumer<Task> watcher) {
        shell().watch(watcher);
    }

    /** The last 64 KiB of the output of a container; empty if the runtime has none. */
    public String output(String taskArn, String container) {
        return runtime.output(new ContainerId(taskArn, container));
    }

    /** Registers a container instance and returns its ARN. */
    public String addInstance(InstanceSpec spec) {
        return shell().call(model -> model.addInstance(config.clusterName(), spec));
    }

    /** How soon tasks can be seen that are started from now on; before the first call, as the fake was set up. */
    public void consistency(Consistency consistency) {
        change(model -> model.consistency(consistency));
    }

    /**
     * Sets the value of a secret of Secrets Manager or a parameter of Systems Manager that task definitions name, by its ARN or name as they name it. Tasks read
     * it when they are PENDING, and one that asks for a secret that is not there is stopped. A secret from which one member is
     * asked for ({@code ARN:key::}), or that holds the login of a registry ({@code username}, {@code password}), is a JSON object.
     */
    public void putSecret(String nameOrArn, String value) {
        change(model -> model.putSecret(nameOrArn, value));
    }

    /** Removes a secret or parameter. */
    public void removeSecret(String nameOrArn) {
        change(model -> model.removeSecret(nameOrArn));
    }

    /** Disconnects the agent of an instance (its ARN or EC2 id): placement on it is refused, and its tasks stay in their states. */
    public void disconnectAgent(String instance) {
        change(model -> model.agentConnected(instance, false));
    }

    /** Reconnects the agent, which reports what happened meanwhile. */
    public void reconnectAgent(String instance) {
        change(model -> model.agentConnected(instance, true));
    }

    /** Drains an instance: no more tasks are placed on it, and the standalone ones on it stay. */
    public void drain(String instance) {
        change(model -> model.drain(instance, true));
    }

    /** Makes a draining instance ACTIVE again. */
    public void activate(String instance) {
        change(model -> model.drain(instance, false));
    }

    /** Deregisters an instance by force: it is INACTIVE, and its tasks are stopped. */
    public void deregister(String instance) {
        change(model -> model.removeInstance(
                instance, TaskStopCode.USER_INITIATED, "Container instance deregistered by force"));
    }

    /** Terminates the EC2 instance, and stops its tasks. */
    public void terminate(String instance) {
        change(model -> model.removeInstance(
                instance, TaskStopCode.TERMINATION_NOTICE, "Host EC2 (instance " + instance + ") terminated."));
    }

    /**
     * EC2 takes a Spot instance back, two minutes after it said so: the agent drains the instance at once, and then the machine is
     * gone and its tasks are stopped with {@code SpotInterruption}.
     */
    public void interruptSpot(String instance) {
        interruptSpot(instance, Duration.ofMinutes(2));
    }

    /** EC2 takes a Spot instance back after this notice; see {@link #interruptSpot(String)}. */
    public void interruptSpot(String instance, Duration notice) {
        change(model -> model.interruptSpot(instance, notice));
    }

    /**
     * A task that does not run yet never will: it is stopped with {@code TaskFailedToStart} and this reason, as when its network
     * interface cannot be made. For what goes wrong with its containers, see the runtime.
     *
     * @throws IllegalStateException if it is neither PROVISIONING nor PENDING, or is to be stopped
     */
    public void failToStart(String taskArn, String reason) {
        change(model -> model.failToStart(taskArn, reason));
    }

    /**
     * The agent finds a container HEALTHY, UNHEALTHY or UNKNOWN, whatever its checks found. As in ECS, an unhealthy standalone
     * task runs on, and the task's version does not grow: agents report health beside the states of tasks.
     *
     * @throws IllegalArgumentException if the container's definition has no health check
     * @throws IllegalStateException if it does not run
     */
    public void health(String taskArn, String container, HealthStatus status) {
        change(model -> model.health(new ContainerId(taskArn, container), status));
    }

    /**
     * The kernel kills a container for its use of memory: exit code 137, reason {@code OutOfMemoryError: ...}.
     *
     * @throws IllegalStateException if it does not run
     */
    public void outOfMemory(String taskArn, String container) {
        runtime.outOfMemory(new ContainerId(taskArn, container));
    }

    /** Someone beside the client under test stops a task. */
    public void stopTaskFromOutside(String taskArn, String reason) {
        change(model -> model.stopTask(taskArn, TaskStopCode.USER_INITIATED, reason));
    }

    /** What there is of Fargate, and what it takes back. */
    public FakeFargate fargate() {
        return new FakeFargate(this, this::change);
    }

    /**
     * Makes an EC2 Auto Scaling group of this name, without instances, or changes it: what a capacity provider scales that names it by its
     * ARN. Its instances come and go in the clusters that the provider runs tasks in.
     */
    public void autoScalingGroup(String name, AutoScalingSpec spec) {
        change(model -> model.autoScalingGroup(name, spec));
    }

    /** ECS gives up all tasks that wait for an instance of this capacity provider, as it does by itself after a quarter of an hour. */
    public void giveUpWaiting(String provider) {
        tasks().stream()
                .filter(task -> provider.equals(task.capacityProviderName()) && task.containerInstanceArn() == null)
                .forEach(task -> change(model -> model.stopTask(
                        task.taskArn(),
                        TaskStopCode.TASK_FAILED_TO_START,
                        "TaskFailedToStart: EMPTY CAPACITY PROVIDER")));
    }

    /** What ECS tells others of the cluster, and the queues that this goes to. */
    public FakeEvents events() {
        return new FakeEvents(shell(), config.accountId());
    }

    /** What is in CloudWatch Logs. */
    public FakeLogs logs() {
        return new FakeLogs(shell());
    }

    // What goes wrong with calls

    /**
     * Injects this fault into the next {@code times} calls of an operation; {@code "*"} stands for any operation. Faults of one operation
     * are played in the order in which they were injected, one a call.
     *
     * @throws IllegalArgumentException if there is no such operation, its calls cannot meet this fault, or {@code times} is below 1
     */
    public void injectNext(String operation, int times, Fault fault) {
        inject(FaultRule.of(operation, fault).next(times));
    }

    /** Adds a fault rule after the existing ones. */
    public void inject(FaultRule rule) {
        inject(FaultSchedule.of(rule));
    }

    /** Adds fault rules after the existing ones. */
    public void inject(FaultSchedule schedule) {
        faults(player -> {
            player.add(schedule);
            return true;
        });
    }

    /** All fault rules with their progress; of the completed ones the newest 1,000. */
    public List<FaultCount> faults() {
        return faults(FaultPlayer::counts);
    }

    /** How many calls must still come until all fault rules with an end are completed; see {@link FaultCount#left}. */
    public int pendingFaults() {
        return faults(FaultPlayer::pending);
    }

    /** Removes all fault rules that are not completed. */
    public void clearFaults() {
        faults(player -> {
            player.clear();
            return true;
        });
    }

    /**
     * The cluster's clock jumps, forwards or (negative) backwards: the timestamps of what happens from now on differ by so much more
     * from the clock that the test and the client live by. Nothing happens sooner or later for it.
     */
    public void jumpClock(Duration by) {
        shell().run(plane -> {
            plane.jumpClock(by);
            return true;
        });
    }

    private void change(Consumer<EcsModel> action) {
        shell().call(model -> {
            action.accept(model);
            return true;
        });
    }
}
