package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.budget.RequestBudgets;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.wire.WireServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;

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
    private final FaultPlayer faults = new FaultPlayer();
    private final CallLog calls = new CallLog();
    private final WireServer server;
    private final Object clientLock = new Object();
    private @Nullable EcsClient client;

    private FakeEcs(FakeEcsConfig config, FaultSchedule schedule) {
        super(config);
        faults.add(schedule);
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

    /** The region of the endpoint. Signatures are not checked. */
    public String region() {
        return config.region();
    }

    /** The cluster that holds the instances of the configuration. */
    public String clusterName() {
        return config.clusterName();
    }

    /** The configuration that it was started with. */
    public FakeEcsConfig config() {
        return config;
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

    // What goes wrong

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
        faults.add(schedule);
    }

    /** All fault rules with their progress; of the completed ones the newest 1,000. */
    public List<FaultCount> faults() {
        return faults.counts();
    }

    /** How many calls must still come until all fault rules with an end are completed; see {@link FaultCount#left}. */
    public int pendingFaults() {
        return faults.pending();
    }

    /** Removes all fault rules that are not completed. */
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
}
