package dev.isthmus.benchmarks;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A fake cluster of 10,000 instances and 100,000 tasks in one JVM, asked through the real client. The baseline is a cluster of 10
 * instances and 100 tasks in the same run.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.FakeClusterAtScale [instances tasks]}
 */
public final class FakeClusterAtScale {
    private static final int BATCH = 100;
    private static final int INSTANCES_A_CALL = 10;
    private static final int ROUNDS = 300;
    private static final int STARTS = 30;

    private final PrintStream out;

    private FakeClusterAtScale(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and prints figures.
     *
     * @param args how many instances and tasks, each a multiple of ten; by default 10,000 and 100,000
     */
    public static void main(String[] args) {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "10000", "100000");
        run(its.number(0), its.number(1), ROUNDS, System.out);
    }

    static void run(int instances, int tasks, int rounds, PrintStream out) {
        FakeClusterAtScale scenario = new FakeClusterAtScale(out);
        scenario.starts();
        // The first small one warms the JVM up and is not shown.
        new FakeClusterAtScale(new PrintStream(java.io.OutputStream.nullOutputStream())).cluster(10, 100, rounds);
        scenario.cluster(10, 100, rounds);
        scenario.cluster(instances, tasks, rounds);
    }

    /** Until the first call is answered: what a test waits for. */
    private void starts() {
        long[] nanos = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long begun = System.nanoTime();
            try (FakeEcs ecs = FakeEcs.start()) {
                nanos[i] = System.nanoTime() - begun;
                ecs.client().listClusters();
            }
        }
        out.printf(Locale.ROOT, "start of a fake: first %s%n", millis(nanos[0]));
        print("start of a fake, after the first ten", Arrays.copyOfRange(nanos, 10, STARTS));
    }

    private void cluster(int instances, int tasks, int rounds) {
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(instances, InstanceSpec.of(4096, 8192))
                .runtime(ScriptedRuntime.running())
                .build();
        long begun = System.nanoTime();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            out.printf(Locale.ROOT, "%n%,d instances, %,d tasks%n", instances, tasks);
            out.printf(Locale.ROOT, "  registered in %s%n", millis(System.nanoTime() - begun));
            EcsClient client = ecs.client();
            client.registerTaskDefinition(r -> r.family("app")
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("main")
                            .image("busybox")
                            .cpu(100)
                            .memory(128)
                            .build()));
            List<String> instanceArns = ecs.instances().stream()
                    .map(ContainerInstance::containerInstanceArn)
                    .toList();
            List<String> taskArns = fill(client, instanceArns, tasks);
            measure(client, instanceArns, taskArns, rounds);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            out.printf(
                    Locale.ROOT,
                    "  heap in use after a collection %,d MiB of %,d%n",
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    runtime.maxMemory() >> 20);
        }
    }

    private List<String> fill(EcsClient client, List<String> instances, int tasks) {
        List<String> arns = new ArrayList<>();
        long begun = System.nanoTime();
        for (int call = 0; arns.size() < tasks; call++) {
            int from = call * INSTANCES_A_CALL % instances.size();
            client.startTask(r -> r.taskDefinition("app")
                            .startedBy("benchmark")
                            .containerInstances(instances.subList(from, from + INSTANCES_A_CALL)))
                    .tasks()
                    .forEach(task -> arns.add(task.taskArn()));
        }
        long took = System.nanoTime() - begun;
        out.printf(
                Locale.ROOT, "  tasks started in %s, %s each%n", millis(took), millis(took / Math.max(1, arns.size())));
        return arns;
    }

    private void measure(EcsClient client, List<String> instances, List<String> tasks, int rounds) {
        long[] described = new long[rounds];
        long[] listed = new long[rounds];
        long[] fleet = new long[rounds];
        long[] changed = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            List<String> some = batch(tasks, i);
            described[i] = time(() -> {
                List<Task> answer = client.describeTasks(r -> r.tasks(some)).tasks();
                require(answer.size() == some.size(), "not all tasks were described");
            });
            listed[i] = time(() -> client.listTasks(r -> r.startedBy("benchmark")));
            List<String> hosts = batch(instances, i);
            fleet[i] = time(() -> client.describeContainerInstances(r -> r.containerInstances(hosts)));
            String host = instances.get(i % instances.size());
            changed[i] = time(() -> {
                String task = client.startTask(r -> r.taskDefinition("app").containerInstances(host))
                        .tasks()
                        .get(0)
                        .taskArn();
                client.stopTask(r -> r.task(task));
            });
        }
        print("  DescribeTasks of 100", described);
        print("  ListTasks, the first page", listed);
        print("  DescribeContainerInstances of 100", fleet);
        print("  StartTask and StopTask", changed);
        long all = time(() -> {
            long count = client.listTasksPaginator(r -> r.startedBy("benchmark")).taskArns().stream()
                    .count();
            require(count == tasks.size(), "not all tasks were listed");
        });
        out.printf(Locale.ROOT, "  ListTasks, all pages: %s%n", millis(all));
    }

    /** Hundreds all over the list. */
    private static List<String> batch(List<String> all, int round) {
        int size = Math.min(BATCH, all.size());
        int from = (int) ((long) round * 7919 * BATCH % (all.size() - size + 1));
        return all.subList(from, from + size);
    }

    private static long time(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    private void print(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%s: median %s, 99 %% %s%n",
                what,
                millis(sorted[sorted.length / 2]),
                millis(sorted[sorted.length * 99 / 100]));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}
