package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.process.ProcessRuntime;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The container instances, tasks and secrets of a fake cluster, and what a test does to them. The wire, the calls and the faults are {@link FakeEcs}. */
abstract sealed class FakeEcsCluster permits FakeEcs {
    final FakeEcsConfig config;
    final FakeTime time;
    final ContainerRuntime runtime;
    final History history = new History();
    final ModelShell shell;

    FakeEcsCluster(FakeEcsConfig config) {
        this.config = config;
        this.time = config.clock().map(FakeTime::manual).orElseGet(FakeTime::wall);
        this.runtime = config.runtime().orElseGet(() -> new ProcessRuntime(config.images(), config.unknownImages()));
        List<String> clusters = new ArrayList<>(List.of(config.clusterName()));
        clusters.addAll(config.otherClusters());
        EcsModel model = new EcsModel(
                new ModelSettings(
                        config.region(),
                        config.accountId(),
                        clusters,
                        config.pace(),
                        config.consistency(),
                        config.subnets(),
                        config.ipv6Subnets(),
                        config.dualStackSubnets(),
                        config.stopTimeout(),
                        config.stoppedTaskRetention(),
                        config.seed()),
                time.steady());
        this.shell = new ModelShell(model, time, runtime, history);
        config.secrets().forEach(this::putSecret);
        config.instances().forEach(this::addInstance);
    }

    /** All tasks that can still be described, in the order in which they were started. */
    public List<Task> tasks() {
        return shell.call(EcsModel::tasks);
    }

    /** One task, if it can still be described. */
    public Optional<Task> task(String taskArn) {
        return shell.call(model -> model.task(taskArn));
    }

    /** The tasks that have not stopped, by the ARN of their container instance. */
    public Map<String, List<Task>> tasksByInstance() {
        return tasks().stream()
                .filter(task -> !"STOPPED".equals(task.lastStatus()))
                .collect(Collectors.groupingBy(Task::containerInstanceArn, LinkedHashMap::new, Collectors.toList()));
    }

    /** All container instances, the INACTIVE ones too, in the order in which they were registered. */
    public List<ContainerInstance> instances() {
        return shell.call(EcsModel::instances);
    }

    /**
     * Waits until a task meets a condition.
     *
     * @throws IllegalStateException on timeout; the message has the task as it is
     */
    public Task awaitTask(String taskArn, Predicate<Task> wanted, Duration timeout) throws InterruptedException {
        Optional<Task> task = shell.await(model -> model.task(taskArn).filter(wanted), timeout);
        return task.orElseThrow(() -> new IllegalStateException(
                "Task " + taskArn + " did not become what was awaited within " + timeout + ", it is " + task(taskArn)));
    }

    /** Waits until a task's {@code lastStatus} is this one; see {@link #awaitTask}. */
    public Task awaitStatus(String taskArn, String lastStatus, Duration timeout) throws InterruptedException {
        return awaitTask(taskArn, task -> lastStatus.equals(task.lastStatus()), timeout);
    }

    /**
     * Calls {@code watcher} with every change of a task from now on, in order, each once. It is called on the thread that caused the
     * change, with no lock held. Nothing else happens to containers meanwhile, so it must not wait for that.
     */
    public void watchTasks(Consumer<Task> watcher) {
        shell.watch(watcher);
    }

    /** The last 64 KiB of the output of a container; empty if the runtime has none. */
    public String output(String taskArn, String container) {
        return runtime.output(new ContainerId(taskArn, container));
    }

    /** Registers a container instance and returns its ARN. */
    public String addInstance(InstanceSpec spec) {
        return shell.call(model -> model.addInstance(config.clusterName(), spec));
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

    private void change(Consumer<EcsModel> action) {
        shell.call(model -> {
            action.accept(model);
            return true;
        });
    }
}
