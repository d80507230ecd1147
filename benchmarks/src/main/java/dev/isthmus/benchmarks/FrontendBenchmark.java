package dev.isthmus.benchmarks;

import dev.isthmus.bench.work.OfferWork;
import dev.isthmus.bench.work.UpdateWork;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the Mesos side does in a second, without threads and without a backend: offers of a cluster of {@value #AGENTS} agents, and updates
 * of tasks that are launched, run and end. The baselines only write the same messages.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(java.util.concurrent.TimeUnit.SECONDS)
public class FrontendBenchmark {

    static final int AGENTS = 100;

    private OfferWork offers = new OfferWork(AGENTS);
    private UpdateWork updates = new UpdateWork();

    /** Machines that have just offered everything: one of the cluster, one of a single agent. */
    @Setup(Level.Iteration)
    public void begin() {
        offers = new OfferWork(AGENTS);
        updates = new UpdateWork();
    }

    /** Every agent's offer is declined, and a second later offered anew; counted by offer. */
    @Benchmark
    @OperationsPerInvocation(AGENTS)
    public List<Offer> offers() {
        return offers.round();
    }

    /** The message of one offer. */
    @Benchmark
    public Offer offersBaseline() {
        return offers.message();
    }

    /** On one agent a task is launched, starts, runs and ends, each update is acknowledged, and the agent offered anew; counted by update. */
    @Benchmark
    @OperationsPerInvocation(UpdateWork.UPDATES)
    public TaskStatus updates() {
        return updates.life();
    }

    /** The message of one update. */
    @Benchmark
    public TaskStatus updatesBaseline() {
        return updates.message();
    }
}
