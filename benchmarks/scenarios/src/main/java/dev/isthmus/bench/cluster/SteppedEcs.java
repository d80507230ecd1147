package dev.isthmus.bench.cluster;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.client.Rehearsal;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.time.ManualClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** A cluster in memory on a clock that is moved by hand, each call of which takes its time. Not thread-safe. */
public final class SteppedEcs implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final InMemoryEcs ecs;
    private final Duration oneWay;
    private final Map<String, Long> calls = new TreeMap<>();
    private long inCluster;

    /**
     * A cluster.
     *
     * @param latency how long each call takes
     */
    public SteppedEcs(FakeEcsConfig config, ManualClock clock, Duration latency) {
        oneWay = latency.dividedBy(2);
        ecs = InMemoryEcs.start(config, FaultSchedule.NONE, InMemoryEcs.Time.of(clock));
    }

    /** The ECS backend over it, in a process with this time. */
    public Backend open(ProcessTime time, Fence fence) {
        Settings settings = Settings.builder()
                .set(EcsSettings.CLUSTER, ecs.clusterName())
                .set(EcsSettings.ENDPOINT, "http://127.0.0.1:1")
                .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                .build();
        return new EcsBackendProvider(new MeasuredCalls(time))
                .open(new BackendContext(settings, time.clock(), time.steady(), time.scheduler(), fence));
    }

    /** A client of it whose calls take no time. */
    public EcsClient client() {
        return ecs.client();
    }

    /** How many calls it has had from backends. */
    public long calls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of one operation. */
    public long calls(String operation) {
        return calls.getOrDefault(operation, 0L);
    }

    /** The CPU time that it has taken of the thread for the calls of backends, in nanoseconds. */
    long cpuNanos() {
        return inCluster;
    }

    @Override
    public void close() {
        ecs.close();
    }

    private final class MeasuredCalls implements AwsAccess {

        private final ProcessTime time;

        private MeasuredCalls(ProcessTime time) {
            this.time = time;
        }

        @Override
        public EcsCalls ecs(BackendContext context, Target target, int places) {
            Rehearsal rehearsal = new Rehearsal();
            SdkCaller caller =
                    new SdkCaller(target, context.settings().get(EcsSettings.ECS_FAILURES), rehearsal::client);
            return new EcsCalls() {
                @Override
                public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                    Rehearsal.Call<Answer<T>> made = rehearsal.of(() -> caller.call(call));
                    calls.merge(operation(made.request()), 1L, Long::sum);
                    var unused = time.after(oneWay, () -> {
                        Outcome outcome = work(made);
                        var unusedToo = time.after(oneWay, () -> then.accept(made.answered(outcome)));
                    });
                }

                @Override
                public void close() {
                    caller.close();
                }
            };
        }

        private static String operation(EcsRequest request) {
            String name = request.getClass().getSimpleName();
            return name.substring(0, name.length() - "Request".length());
        }

        private Outcome work(Rehearsal.Call<?> made) {
            long begun = THREADS.getCurrentThreadCpuTime();
            Outcome outcome = ecs.work(ecs.arrive(made.request()));
            inCluster += THREADS.getCurrentThreadCpuTime() - begun;
            return outcome;
        }

        @Override
        public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
            return Optional.empty();
        }
    }
}
