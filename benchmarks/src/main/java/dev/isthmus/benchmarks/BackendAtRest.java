package dev.isthmus.benchmarks;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * What the ECS backend needs when nothing happens: heap for each task that lives, calls and CPU time while it watches. The fake cluster is in
 * the same process; heap is what the backend adds to it, and CPU time that of the backend's own threads.
 *
 * <p>{@code java -Xmx4g -cp ... dev.isthmus.benchmarks.BackendAtRest [instances tasks seconds]}
 */
public final class BackendAtRest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("5e9a3d1c-66b7-4e0c-8f21-0b1b7f3f0a11-0000");
    private static final long LONGEST_MINUTES = 30;

    private BackendAtRest() {}

    /**
     * Runs it and prints figures.
     *
     * @param args how many instances, how many tasks, and for how many seconds to watch; by default 5,000, 20,000 and 120
     */
    public static void main(String[] args) throws Exception {
        boolean given = args.length == 3;
        run(
                given ? Integer.parseInt(args[0]) : 5_000,
                given ? Integer.parseInt(args[1]) : 20_000,
                Duration.ofSeconds(given ? Long.parseLong(args[2]) : 120),
                System.out);
    }

    static void run(int instances, int tasks, Duration watched, PrintStream out) throws Exception {
        System.setProperty("aws.accessKeyId", "fake");
        System.setProperty("aws.secretAccessKey", "fake");
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(instances, InstanceSpec.of(65_536, 262_144))
                .runtime(ScriptedRuntime.running())
                .build();
        ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(step -> {
            Thread thread = new Thread(step, "isthmus-steps");
            thread.setDaemon(true);
            return thread;
        });
        try (FakeEcs ecs = FakeEcs.start(config)) {
            fill(ecs, tasks);
            long before = heapInUse();
            Settings settings = Settings.builder()
                    .set(EcsSettings.ENDPOINT, ecs.endpoint().toString())
                    .build();
            long begun = System.nanoTime();
            try (Backend backend =
                    new EcsBackendProvider().open(new BackendContext(settings, InstantSource.system(), steps))) {
                recover(backend);
                out.printf(
                        Locale.ROOT,
                        "%,d instances and %,d live tasks taken up in %.1f s; calls %s%n",
                        instances,
                        tasks,
                        (System.nanoTime() - begun) / 1e9,
                        new TreeMap<>(ecs.callCounts()));
                long added = heapInUse() - before;
                out.printf(
                        Locale.ROOT,
                        "heap added by the backend: %,d KiB, %,d bytes a task%n",
                        added >> 10,
                        added / Math.max(1, tasks));
                watch(ecs, watched, out);
            }
        } finally {
            steps.shutdownNow();
        }
    }

    /** Tasks as an earlier process would have started them, without its having to keep to AWS's budget. */
    private static void fill(FakeEcs ecs, int tasks) {
        EcsClient client = ecs.client();
        client.registerTaskDefinition(r -> r.family("app")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("main")
                        .image("busybox")
                        .memory(64)
                        .build()));
        List<String> arns = ecs.instances().stream()
                .map(ContainerInstance::containerInstanceArn)
                .toList();
        Resources demand = Resources.of(
                Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.1"), ResourceName.MEM, Amount.of(64)));
        for (int i = 0; i < tasks; i++) {
            String instance = arns.get(i % arns.size());
            TaskId task = new TaskId("service_" + i + ".instance-0b1b7f3f-5e9a-4e0c-8f21-66b73d1c0a11._app.1");
            LaunchedTask launched = new LaunchedTask(
                    LaunchId.of(FRAMEWORK, task, "offer"),
                    FRAMEWORK,
                    task,
                    new AgentId(instance.substring(instance.lastIndexOf('/') + 1)),
                    demand);
            List<KeyValuePair> environment = Identity.write(launched).entrySet().stream()
                    .map(variable -> KeyValuePair.builder()
                            .name(variable.getKey())
                            .value(variable.getValue())
                            .build())
                    .toList();
            client.startTask(r -> r.taskDefinition("app")
                    .startedBy(Identity.mark(FRAMEWORK))
                    .containerInstances(instance)
                    .overrides(o ->
                            o.containerOverrides(c -> c.name("main").cpu(102).environment(environment))));
        }
    }

    private static void recover(Backend backend) throws InterruptedException, TimeoutException {
        CountDownLatch done = new CountDownLatch(2);
        backend.offers().start(event -> {
            if (event instanceof InventoryEvent.Complete) {
                done.countDown();
            }
        });
        backend.launcher().start(FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {}

            @Override
            public void recovered() {
                done.countDown();
            }
        });
        if (!done.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new TimeoutException("The backend does not come to it");
        }
    }

    private static void watch(FakeEcs ecs, Duration watched, PrintStream out) throws InterruptedException {
        Map<String, Integer> before = ecs.callCounts();
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(watched.toNanos());
        double seconds = (System.nanoTime() - begun) / 1e9;
        double spent = (cpuNanos() - cpu) / 1e9;
        Map<String, Integer> calls = new TreeMap<>(ecs.callCounts());
        before.forEach((operation, count) -> calls.merge(operation, -count, Integer::sum));
        calls.values().removeIf(count -> count == 0);
        out.printf(
                Locale.ROOT,
                "at rest for %.0f s: %.2f s of CPU (%.1f %% of one core); %.1f calls a second: %s%n",
                seconds,
                spent,
                100 * spent / seconds,
                calls.values().stream().mapToInt(Integer::intValue).sum() / seconds,
                calls);
    }

    /** Of the backend's threads that live; it keeps them while it calls. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("isthmus-")) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
