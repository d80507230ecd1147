package dev.isthmus.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.isthmus.bench.cluster.MeasuredBackend;
import dev.isthmus.bench.cluster.MeasuredTasks;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * What the ECS backend needs when nothing happens: heap for each instance and each task that lives, calls and CPU time while it watches. The fake cluster is in
 * another process.
 *
 * <p>{@code java -Xmx4g -cp ... dev.isthmus.benchmarks.BackendAtRest [instances tasks seconds settling]}
 */
public final class BackendAtRest {

    private BackendAtRest() {}

    /**
     * Runs it and prints figures.
     *
     * @param args how many instances, how many tasks, for how many seconds to watch, and for how many before to let it settle and be compiled; by default 5,000, 20,000,
     *     300 and 400
     */
    public static void main(String[] args) throws Exception {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "5000", "20000", "300", "400");
        run(
                its.number(0),
                its.number(1),
                Duration.ofSeconds(its.number(2)),
                Duration.ofSeconds(its.number(3)),
                System.out);
    }

    static void run(int instances, int tasks, Duration watched, Duration settling, PrintStream out) throws Exception {
        try (FakeEcsProcess ecs = new FakeEcsProcess(instances)) {
            // Classes and their constants are of no instance and no task.
            taken(ecs, 0, out);
            long ofInstances = taken(ecs, instances, out);
            fill(ecs.endpoint(), tasks);
            long before = heapInUse();
            long begun = System.nanoTime();
            Map<String, Integer> made = ecs.callCounts();
            try (MeasuredBackend backend = new MeasuredBackend(ecs.endpoint())) {
                backend.start();
                out.printf(
                        Locale.ROOT,
                        "%,d instances and %,d live tasks taken up in %.1f s; calls %s%n",
                        instances,
                        tasks,
                        (System.nanoTime() - begun) / 1e9,
                        since(made, ecs.callCounts()));
                long added = heapInUse() - before;
                out.printf(
                        Locale.ROOT,
                        "heap added by both: %,d KiB; by the tasks: %,d bytes a task%n",
                        added >> 10,
                        (added - ofInstances) / Math.max(1, tasks));
                TimeUnit.NANOSECONDS.sleep(settling.toNanos());
                watch(ecs, watched, out);
            }
        }
    }

    /** The heap of a backend over the instances alone. */
    private static long taken(FakeEcsProcess ecs, int instances, PrintStream out) throws Exception {
        long before = heapInUse();
        try (MeasuredBackend backend = new MeasuredBackend(ecs.endpoint())) {
            backend.start();
            long added = heapInUse() - before;
            if (instances > 0) {
                out.printf(
                        Locale.ROOT,
                        "heap added by the instances: %,d KiB, %,d bytes each%n",
                        added >> 10,
                        added / instances);
            }
            return added;
        }
    }

    /** Tasks as an earlier process would have started them, without its having to keep to AWS's budget. */
    static void fill(URI endpoint, int tasks) {
        try (EcsClient client = EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("fake", "fake")))
                .build()) {
            MeasuredTasks.fill(client, tasks);
        }
    }

    private static void watch(FakeEcsProcess ecs, Duration watched, PrintStream out)
            throws InterruptedException, IOException {
        Map<String, Integer> before = ecs.callCounts();
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(watched.toNanos());
        double seconds = (System.nanoTime() - begun) / 1e9;
        double spent = (cpuNanos() - cpu) / 1e9;
        Map<String, Integer> calls = since(before, ecs.callCounts());
        out.printf(
                Locale.ROOT,
                "at rest for %.0f s: %.2f s of CPU (%.1f %% of one core); %.1f calls a second: %s%n",
                seconds,
                spent,
                100 * spent / seconds,
                calls.values().stream().mapToInt(Integer::intValue).sum() / seconds,
                calls);
    }

    private static Map<String, Integer> since(Map<String, Integer> before, Map<String, Integer> now) {
        Map<String, Integer> calls = new TreeMap<>(now);
        before.forEach((operation, count) -> calls.merge(operation, -count, Integer::sum));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    /** Of this whole process, in which there is only the backend. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
