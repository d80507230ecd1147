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
}
