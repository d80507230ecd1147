package dev.isthmus.bench.cluster;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.time.ManualClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ECS backend over a cluster in memory, in one thread and on a clock that is moved by hand: what it calls, and how long that takes with the request budgets of AWS
 * and the latency of its calls, is the same each time. Its CPU time is that of the thread without what the cluster in memory takes. Not thread-safe.
 */
public final class SteppedBackend implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ManualClock clock = new ManualClock();
    private final ProcessTime time;
    private final SteppedEcs ecs;
    private @Nullable Backend backend;
    private @Nullable Throwable broken;
    private boolean complete;
    private boolean recovered;
    private long ends;

    /**
     * A cluster without tasks, and no backend yet.
     *
     * @param instances how many instances it has
     * @param latency how long each call takes
     */
    public SteppedBackend(int instances, Duration latency) {
        time = new ProcessTime(clock, () -> {}, cause -> broken = cause);
        ecs = new SteppedEcs(
                FakeEcsConfig.builder()
                        .instances(instances, InstanceSpec.of(1_000_000, 1_000_000))
                        .build(),
                clock,
                latency);
    }

    /** Starts tasks of an earlier process, and waits until they run. */
    public void fill(int tasks) {
        MeasuredTasks.fill(ecs.client(), tasks);
        clock.advance(Duration.ofMinutes(1));
    }

    /**
     * Opens the backend, and lets time pass until it has told of all instances and tasks.
     *
     * @return how long that took on its clock
     */
    public Duration start() {
        Instant begun = clock.steady();
        Backend opened = ecs.open(time, Fence.NONE);
        backend = opened;
        opened.launcher().watch(MeasuredBackend.FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                ends += event.phase() instanceof TaskPhase.Ended ? 1 : 0;
            }

            @Override
            public void recovered() {
                recovered = true;
            }
        });
        opened.offers().start(event -> event.match(seen -> {}, gone -> {}, done -> complete = true, lost -> {}));
        while (!(complete && recovered)) {
            pass(STEP);
            if (Duration.between(begun, clock.steady()).compareTo(LONGEST) > 0) {
                throw new IllegalStateException("The backend does not come to it");
            }
        }
        return Duration.between(begun, clock.steady());
    }

    /** Lets time pass. */
    public void pass(Duration length) {
        clock.advance(length);
        if (broken != null) {
            throw new IllegalStateException("a step of the backend failed", broken);
        }
    }

    /**
     * Somebody else stops a task, and time passes until its end has been told.
     *
     * @param number which of those that the cluster lists
     * @return how long that took on its clock
     */
    public Duration end(int number) {
        ecs.client()
                .stopTask(stop -> stop.task(ecs.client().listTasksPaginator().taskArns().stream()
                        .skip(number)
                        .findFirst()
                        .orElseThrow()));
        Instant begun = clock.steady();
        for (long before = ends; ends == before; ) {
            pass(STEP);
            if (Duration.between(begun, clock.steady()).compareTo(LONGEST) > 0) {
                throw new IllegalStateException("The backend does not tell the end");
            }
        }
        return Duration.between(begun, clock.steady());
    }

    /** How many calls it has made. */
    public long calls() {
        return ecs.calls();
    }

    /** The CPU time of this thread that the cluster in memory has not taken, in nanoseconds. */
    public long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime() - ecs.cpuNanos();
    }

    @Override
    public void close() {
        if (backend != null) {
            backend.close();
        }
        ecs.close();
    }
}
