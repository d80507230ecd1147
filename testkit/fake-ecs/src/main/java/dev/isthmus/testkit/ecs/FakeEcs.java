package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.budget.RequestBudgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.EcsModel;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.ecs.runtime.ProcessRuntime;
import dev.isthmus.testkit.ecs.wire.WireServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * An ECS cluster that is not one: it speaks the real protocol on a loopback port, so any AWS client can use it, and its
 * containers are local processes or scripts of a test.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * ScriptedRuntime containers = ScriptedRuntime.running();
 * FakeEcsConfig config = FakeEcsConfig.twoSmallInstances().toBuilder().clock(clock).runtime(containers).build();
 *
 * try (FakeEcs ecs = FakeEcs.start(config)) {
 *     MyScheduler scheduler = new MyScheduler(ecs.endpoint(), ecs.region(), ecs.clusterName());
 *     ecs.injectNext("RunTask", 1, Fault.loseAnswer());
 *     scheduler.launch("web");
 *     assertThat(ecs.tasks()).hasSize(1); // retried, not started twice
 *
 *     containers.exits(ecs.tasks().get(0).taskArn(), 1);
 *     clock.advance(Duration.ofHours(1)); // the stopped task is forgotten
 * }
 * }</pre>
 *
 * <p>All methods are safe from any thread. Those that change the cluster return when the change, and what it means for the
 * container runtime, is done. {@link #close} ends the server, its clients' connections and all containers; all threads are
 * daemons.
 */
public final class FakeEcs implements AutoCloseable {
    private final FakeEcsConfig config;
    private final FakeTime time;
    private final ContainerRuntime runtime;
    private final ModelShell shell;
    private final FaultPlayer faults = new FaultPlayer();
    private final CallLog calls = new CallLog();
    private final WireServer server;
    private final Object clientLock = new Object();
    private @Nullable EcsClient client;

    private FakeEcs(FakeEcsConfig config, FaultSchedule schedule) {
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
        History history = new History();
        this.shell = new ModelShell(model, time, runtime, history);
        faults.add(schedule);
        config.secrets().forEach(this::putSecret);
        config.instances().forEach(this::addInstance);
        ResponseFaults distortion = new ResponseFaults(history);
        RequestBudgets budgets = new RequestBudgets(config.budgets(), time.steady());
        try {
            this.server =
                    new WireServer(config.port(), new Dispatcher(shell, time, faults, distortion, calls, budgets));
        } catch (RuntimeException e) {
            time.close();
            runtime.close();
            throw e;
        }
        OpenFakes.opened(this);
    }

    /**
     * Starts a cluster; it answers when this returns.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static FakeEcs start(FakeEcsConfig config) {
        return start(config, FaultSchedule.NONE);
    }

    /** Starts a cluster whose calls meet these faults; see {@link #start(FakeEcsConfig)}. */
    public static FakeEcs start(FakeEcsConfig config, FaultSchedule faults) {
        return new FakeEcs(config, faults);
    }

    /** Starts {@link FakeEcsConfig#twoSmallInstances()}. */
    public static FakeEcs start() {
        return start(FakeEcsConfig.twoSmallInstances());
    }

    /** The fakes of this JVM that were started and are not closed, in the order in which they were started. */
    public static List<FakeEcs> open() {
        return OpenFakes.all();
    }

    /** Where to send requests: what {@code AWS_ENDPOINT_URL_ECS} or an endpoint override is set to. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The region to sign for; no signature is checked. */
    public String region() {
        return config.region();
    }

    /** The cluster that holds the instances of the configuration. */
    public String clusterName() {
        return config.clusterName();
    }

    /** What it was started with. */
    public FakeEcsConfig config() {
        return config;
    }

    /**
     * The SDK's own client, pointed here, without retries, so that one call is one call, and through no proxy. One for all callers; it is closed with
     * this fake.
     */
    public EcsClient client() {
        synchronized (clientLock) {
            if (client == null) {
                client = LoopbackClient.to(endpoint(), config.region());
            }
            return client;
        }
    }

    // What happened

    /** What was asked in which time, what runs where, what is there twice, and all of it on a page. */
    public Inspection inspect() {
        return new Inspection(this);
    }

    /** The calls that arrived, in order, the newest 100,000 of them. */
    public List<RecordedCall> calls() {
        return calls.all();
    }

    /** How often an operation was called, as in {@code callCount("RunTask")}; refused and lost calls count. */
    public int callCount(String operation) {
        return calls.count(operation);
    }

    /** How often each operation was called. */
    public Map<String, Integer> callCounts() {
        return calls.counts();
    }

    /** Waits until an operation was called {@code count} times altogether; false if it was not in time. */
    public boolean awaitCalls(String operation, int count, Duration timeout) throws InterruptedException {
        return calls.awaitCount(operation, count, timeout.toMillis());
    }

    /** All tasks that can still be described, in the order in which they were started. */
    public List<Task> tasks() {
        return shell.call(EcsModel::tasks);
    }

    /** One task, if it can still be described. */
    public Optional<Task> task(String taskArn) {
        return shell.call(model -> model.task(taskArn));
    }

    /** What runs where: the tasks that have not stopped, by the ARN of their container instance. */
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
     * Waits until a task is as wanted.
     *
     * @throws IllegalStateException if it is not in time; the message says how it is instead
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
     * Hands every change of a task to {@code watcher}, each in order and none twice, from now on. On the thread that caused it, with
     * no lock held; while the watcher works nothing else happens to containers, so it must not wait for any of that.
     */
    public void watchTasks(java.util.function.Consumer<Task> watcher) {
        shell.watch(watcher);
    }

    /** What a container of a task wrote, its last 64 KiB; empty if the runtime has nothing of it. */
    public String output(String taskArn, String container) {
        return runtime.output(new ContainerId(taskArn, container));
    }

    // What happens to the cluster

    /** Registers a container instance and answers its ARN. */
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

    /** Takes a secret or parameter away. */
    public void removeSecret(String nameOrArn) {
        change(model -> model.removeSecret(nameOrArn));
    }

    /** The agent of an instance (its ARN or EC2 id) loses its connection: placement is refused, its tasks' states stand still. */
    public void disconnectAgent(String instance) {
        change(model -> model.agentConnected(instance, false));
    }

    /** The agent finds its connection again and reports what happened meanwhile. */
    public void reconnectAgent(String instance) {
        change(model -> model.agentConnected(instance, true));
    }

    /** The operator drains an instance: it takes no more tasks, the standalone ones on it stay. */
    public void drain(String instance) {
        change(model -> model.drain(instance, true));
    }

    /** The operator makes a draining instance ACTIVE again. */
    public void activate(String instance) {
        change(model -> model.drain(instance, false));
    }

    /** The operator deregisters an instance by force: it is INACTIVE, its tasks are stopped. */
    public void deregister(String instance) {
        change(model -> model.removeInstance(
                instance, TaskStopCode.USER_INITIATED, "Container instance deregistered by force"));
    }

    /** The machine of an instance is gone, and its tasks with it. */
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

    // What goes wrong

    /**
     * The next {@code times} calls of an operation meet this fault; {@code "*"} stands for any operation. Faults of one operation
     * are played in the order in which they were injected, one a call.
     *
     * @throws IllegalArgumentException if there is no such operation, its calls cannot meet this fault, or {@code times} is below 1
     */
    public void injectNext(String operation, int times, Fault fault) {
        inject(FaultRule.of(operation, fault).next(times));
    }

    /** Adds a rule after those that there are. */
    public void inject(FaultRule rule) {
        inject(FaultSchedule.of(rule));
    }

    /** Adds rules after those that there are. */
    public void inject(FaultSchedule schedule) {
        faults.add(schedule);
    }

    /** Every rule of faults and how far it has come; of those played to their end the newest 1,000. */
    public List<FaultCount> faults() {
        return faults.counts();
    }

    /** How many calls must still come for all faults with an end to have met theirs; see {@link FaultCount#left}. */
    public int pendingFaults() {
        return faults.pending();
    }

    /** Forgets all rules of faults that are not played to their end. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * The cluster's clock jumps, forwards or (negative) backwards: the timestamps of what happens from now on differ by so much more
     * from the clock that the test and the client live by. Nothing happens sooner or later for it.
     */
    public void jumpClock(Duration by) {
        time.jump(by);
    }

    /**
     * Does something when so much time has passed since the start, on the fake's clock; at once if it has. On a timer's thread, which
     * with a manual clock is the one that advances it. Not done if the fake is closed by then.
     */
    public void at(Duration sinceStart, Runnable action) {
        Duration left = sinceStart.minus(time.sinceStart());
        time.after(left.isNegative() ? Duration.ZERO : left, action);
    }

    @Override
    public String toString() {
        return "fake ECS cluster '" + clusterName() + "' at " + endpoint() + ", " + OpenFakes.where(this);
    }

    @Override
    public void close() {
        OpenFakes.closed(this);
        shell.close();
        synchronized (clientLock) {
            if (client != null) {
                client.close();
            }
        }
        server.close();
        time.close();
        runtime.close();
    }

    private void change(java.util.function.Consumer<EcsModel> action) {
        shell.call(model -> {
            action.accept(model);
            return true;
        });
    }
}
