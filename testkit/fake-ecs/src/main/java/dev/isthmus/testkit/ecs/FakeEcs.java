package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.client.LoopbackClient;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.logs.LogsHandler;
import dev.isthmus.testkit.ecs.process.ProcessRuntime;
import dev.isthmus.testkit.ecs.sqs.EventQueues;
import dev.isthmus.testkit.ecs.sqs.SqsHandler;
import dev.isthmus.testkit.ecs.wire.WireServer;
import dev.isthmus.testkit.ecs.wire.WireService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A fake ECS cluster: it serves the real protocol on a loopback port, so any AWS client can use it, and its containers are local
 * processes or follow a script of the test.
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
 * <p>All methods are thread-safe. Those that change the cluster return when the change is made and the container runtime has been
 * told. {@link #close} stops the server, its connections and all containers; all threads are daemons.
 */
public final class FakeEcs extends FakeEcsCluster implements AutoCloseable {
    private final FakeTime time;
    private final ModelShell shell;
    private final CallLog calls = new CallLog();
    private final WireServer server;
    private final Object clientLock = new Object();
    private @Nullable EcsClient client;

    private FakeEcs(FakeEcsConfig config, FaultSchedule schedule) {
        super(config, config.runtime().orElseGet(() -> new ProcessRuntime(config.images(), config.unknownImages())));
        this.time = config.clock().map(FakeTime::manual).orElseGet(FakeTime::wall);
        this.shell = new ModelShell(AccountShell.controlPlane(config, time.start()), time, runtime);
        fill(schedule);
        try {
            this.server = new WireServer(
                    config.port(),
                    List.of(
                            WireService.ecs(new Dispatcher(shell, time, calls)),
                            new WireService(
                                    LogsHandler.TARGET_PREFIX, LogsHandler.CONTENT_TYPE, new LogsHandler(shell)),
                            new WireService(
                                    SqsHandler.TARGET_PREFIX,
                                    SqsHandler.CONTENT_TYPE,
                                    new SqsHandler(
                                            this::askQueues,
                                            () -> endpoint().toString(),
                                            config.region(),
                                            config.accountId()))));
            shell.endpoint(this::endpoint);
        } catch (RuntimeException e) {
            time.close();
            runtime.close();
            throw e;
        }
        OpenFakes.opened(this);
    }

    /**
     * Starts a cluster, which accepts requests when this returns.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static FakeEcs start(FakeEcsConfig config) {
        return start(config, FaultSchedule.NONE);
    }

    /** Starts a cluster with these faults; see {@link #start(FakeEcsConfig)}. */
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

    /** The endpoint to send requests to: the value for {@code AWS_ENDPOINT_URL_ECS} or an endpoint override. */
    public URI endpoint() {
        return server.endpoint();
    }

    private <T> Optional<T> askQueues(Duration wait, BiFunction<Instant, EventQueues, Optional<T>> question) {
        return shell.ask(wait, (now, plane) -> question.apply(now, plane.queues()));
    }

    /** The region of the endpoint. Signatures are not checked. */
    public String region() {
        return config.region();
    }

    /**
     * A client of the SDK for this endpoint, without retries, so that one call is one request, and without a proxy. It is shared by all
     * callers and closed with this fake.
     */
    public EcsClient client() {
        synchronized (clientLock) {
            if (client == null) {
                client = LoopbackClient.to(endpoint(), config.region());
            }
            return client;
        }
    }

    @Override
    AccountShell shell() {
        return shell;
    }

    @Override
    <T> T faults(Function<FaultPlayer, T> question) {
        return shell.ask(plane -> question.apply(plane.faults()));
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

    // What happened

    /** Queries over calls and tasks: call rates, tasks by property, duplicates, and a dump of everything. */
    public Inspection inspect() {
        return new Inspection(this);
    }

    /** The calls that arrived, in order, the newest 100,000 of them. */
    public List<RecordedCall> calls() {
        return calls.all();
    }

    /** How often an operation was called, as in {@code callCount("RunTask")}, including refused and lost calls. */
    public int callCount(String operation) {
        return calls.count(operation);
    }

    /** How often each operation was called. */
    public Map<String, Integer> callCounts() {
        return calls.counts();
    }

    /** Waits until an operation was called {@code count} times in total; false on timeout. */
    public boolean awaitCalls(String operation, int count, Duration timeout) throws InterruptedException {
        return calls.awaitCount(operation, count, timeout.toMillis());
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
}
