package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.account.EcsIds;
import dev.isthmus.testkit.ecs.client.EcsClients;
import dev.isthmus.testkit.ecs.client.SentRequests;
import dev.isthmus.testkit.ecs.control.Incoming;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.control.Reception;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * The fake cluster without a server, a thread or a clock of its own, for simulations that run in one thread under one seed. It does what
 * {@link FakeEcs} does, on a time that whoever owns it supplies; the same configuration, faults and calls at the same times give the same
 * answers, with the same ids, in every JVM.
 *
 * <p>There are two ways to it. With {@link #send}, a world decides when a request arrives, is told what became of it when the answer leaves,
 * and decides when that reaches the caller; a {@link dev.isthmus.testkit.ecs.client.Rehearsal} makes requests of the calls of code that only knows a client, and
 * gives it the answers. A {@link #client} is for whoever has no latencies: each of its calls is one instant.
 *
 * <p>Not thread-safe. Containers are run by the runtime of the configuration, which must keep to the thread too, as a
 * {@link ScriptedRuntime} does; the default is {@link ScriptedRuntime#running()}.
 */
public final class InMemoryEcs extends FakeEcsCluster implements AutoCloseable {
    private static final long TOKENS = 0x746f6b656e73L;

    /** The time of the world around, steady: it never steps back. Read to the millisecond. */
    public interface Time {
        /** What time it is. */
        Instant now();

        /**
         * Runs {@code action} once, when {@code delay} from now has passed; never within this call, even if the delay is zero. What is due at
         * one instant is run in the order in which it was asked for.
         */
        void after(Duration delay, Runnable action);

        /** The time of a manual clock, which never jumps by {@link ManualClock#jump}: that is what callers' clocks do. */
        static Time of(ManualClock clock) {
            return new Time() {
                @Override
                public Instant now() {
                    return clock.steady();
                }

                @Override
                public void after(Duration delay, Runnable action) {
                    clock.after(delay, action);
                }
            };
        }
    }

    private final Time time;
    private final InMemoryShell shell;
    private final EcsIds tokens;

    private InMemoryEcs(FakeEcsConfig config, FaultSchedule faults, Time time) {
        super(config, config.runtime().orElseGet(ScriptedRuntime::running));
        this.time = time;
        this.shell = new InMemoryShell(AccountShell.controlPlane(config, now()), this::now, time::after, runtime);
        this.tokens = new EcsIds(config.seed() ^ TOKENS);
        fill(faults);
    }

    /**
     * Starts a cluster on the time of a world.
     *
     * @param config without a clock, a port and images of local processes: there is no use for them here
     * @throws IllegalArgumentException if it has one of these
     */
    public static InMemoryEcs start(FakeEcsConfig config, FaultSchedule faults, Time time) {
        if (config.clock().isPresent()
                || config.port() != 0
                || !config.images().isEmpty()
                || !config.unknownImages().isEmpty()) {
            throw new IllegalArgumentException(
                    "In memory there is no port, and containers are no processes: leave port,"
                            + " images and unknownImages out, and give the clock as the time");
        }
        return new InMemoryEcs(config, faults, time);
    }

    // Calls

    /**
     * A request arrives now. What becomes of it is told when its answer, or the end of its connection, leaves: before this returns, or
     * later if a fault holds back the work or the answer.
     */
    public void send(EcsRequest request, Consumer<Outcome> answer) {
        Reception reception = arrive(request);
        passed(reception.workAfter(), () -> {
            Outcome outcome = work(reception);
            passed(outcome.after(), () -> answer.accept(outcome));
        });
    }

    private void passed(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            time.after(delay, action);
        }
    }

    /** A request arrives now; whoever calls this calls {@link #work} when {@link Reception#workAfter} has passed. */
    public Reception arrive(EcsRequest request) {
        Incoming incoming = Incoming.of(SentRequests.asSent(request, tokens::uuid));
        return shell.run(plane -> plane.arrive(now(), incoming));
    }

    /** A request is worked on now, and its containers are launched; its answer leaves when {@link Outcome#after} has passed. */
    public Outcome work(Reception reception) {
        return shell.run(plane -> plane.work(now(), reception));
    }

    /**
     * A client whose calls take no time: a fault that holds back work or an answer does so for nothing. It can be used as long as
     * this, and need not be closed.
     */
    public EcsClient client() {
        return client(delay -> {});
    }

    /** A client whose calls take no time; {@code delays} is told, before a call ends, for how long faults would have held it back. */
    public EcsClient client(Consumer<Duration> delays) {
        return EcsClients.answeredBy(request -> {
            Reception reception = arrive(request);
            Outcome outcome = work(reception);
            Duration delay = reception.workAfter().plus(outcome.after());
            if (!delay.isZero()) {
                delays.accept(delay);
            }
            return outcome;
        });
    }

    private Instant now() {
        return time.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    AccountShell shell() {
        return shell;
    }

    @Override
    <T> T faults(Function<FaultPlayer, T> question) {
        // Nothing follows from it, and a world asks after each of its steps.
        return question.apply(shell.plane().faults());
    }

    @Override
    public String toString() {
        return "fake ECS cluster '" + clusterName() + "' in memory";
    }

    /** Nothing happens by itself any more, and the containers end. */
    @Override
    public void close() {
        shell.close();
        runtime.close();
    }
}
