package dev.isthmus.bench.scenario;

import dev.isthmus.bench.cluster.SteppedBackend;
import dev.isthmus.bench.figure.Measurements;
import java.time.Duration;

/**
 * What a cluster of one size costs the backend: to take it up, and to watch it while nothing happens. Not its heap: what it keeps it has in common with a cluster in the
 * same memory.
 */
final class BackendGrowth {

    static final String TAKEN_UP = "taken up";
    static final String AT_REST = "at rest";

    static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofMinutes(6);
    private static final Duration WATCHED = Duration.ofMinutes(5);

    private BackendGrowth() {}

    static void measure(int instances, int tasks, int size, Measurements into) {
        try (SteppedBackend cluster = new SteppedBackend(instances, LATENCY)) {
            if (tasks > 0) {
                cluster.fill(tasks);
            }
            long calls = cluster.calls();
            long cpu = cluster.cpuNanos();
            Duration took = cluster.start();
            into.add(TAKEN_UP, size, "s", took.toMillis() / 1e3);
            into.add(TAKEN_UP, size, "calls", (double) (cluster.calls() - calls));
            into.add(TAKEN_UP, size, "ms of CPU", (cluster.cpuNanos() - cpu) / 1e6);
            watch(cluster, size, into);
        }
    }

    /** What it costs while nothing happens, once nothing is new to it. */
    static void watch(SteppedBackend cluster, int size, Measurements into) {
        cluster.pass(SETTLED);
        long calls = cluster.calls();
        long cpu = cluster.cpuNanos();
        cluster.pass(WATCHED);
        into.add(AT_REST, size, "calls a second", (double) (cluster.calls() - calls) / WATCHED.toSeconds());
        into.add(AT_REST, size, "ms of CPU a second", (cluster.cpuNanos() - cpu) / 1e6 / WATCHED.toSeconds());
    }
}
