package dev.isthmus.bench.work;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.growth.HostAddresses;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.TaskView;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The ledger of the backend with live tasks, each as ECS describes it, in texts of its own. Not thread-safe. */
public final class LedgerWork {

    private static final FrameworkId FRAMEWORK = new FrameworkId("5e9a3d1c-66b7-4e0c-8f21-0b1b7f3f0a11-0000");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:%s/production/%032x";
    private static final Resources DEMAND = Resources.of(
            Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.1"), ResourceName.MEM, Amount.of(64)));

    private final EcsTaskLedger ledger;

    /** With so many tasks on so many agents. */
    public LedgerWork(int agents, int tasks) {
        Steps steps = new Steps(NOW, event -> {});
        ledger = new EcsTaskLedger(
                steps,
                event -> {},
                new HostAddresses(instance -> Optional.empty()),
                Duration.ofSeconds(60),
                Duration.ofHours(3));
        ledger.watch(FRAMEWORK);
        steps.step(NOW, () -> {
            for (int i = 0; i < tasks; i++) {
                ledger.take(view(i, i % agents), (task, view) -> EcsTaskLedger.Discovery.Verdict.ADOPT, NOW);
            }
        });
    }

    /** How many tasks live. */
    public int tasks() {
        return ledger.liveCount();
    }

    /** What a ledger with so many tasks on so many agents keeps of the heap for each task, in bytes. */
    public static double heapOfTask(int agents, int tasks) {
        long before = heap();
        LedgerWork work = new LedgerWork(agents, tasks);
        return (double) (heap() - before) / work.tasks();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static TaskView view(int number, int agent) {
        TaskId id = new TaskId("service_" + number + ".instance-0b1b7f3f-5e9a-4e0c-8f21-66b73d1c0a11._app.1");
        Map<String, String> identity = Identity.write(new LaunchedTask(
                LaunchId.of(FRAMEWORK, id, "offer"), FRAMEWORK, id, new AgentId("agent-" + agent), DEMAND));
        TreeMap<String, String> own = new TreeMap<>();
        identity.forEach((name, value) -> own.put(own(name), own(value)));
        Instant at = Instant.ofEpochMilli(NOW.toEpochMilli() - number);
        return new TaskView(
                String.format(Locale.ROOT, CLUSTER, "task", number),
                3,
                own("RUNNING"),
                own("RUNNING"),
                Optional.of(String.format(Locale.ROOT, CLUSTER, "container-instance", agent)),
                Identity.mark(FRAMEWORK),
                own,
                own("main"),
                List.of(new TaskView.ContainerView(own("main"), OptionalInt.empty(), "", List.of())),
                own("UNKNOWN"),
                "",
                "",
                new TaskView.Times(
                        Optional.of(at), Optional.of(at), Optional.of(at), Optional.empty(), Optional.empty()));
    }

    /** As it comes out of a parser: equal, and another object. */
    private static String own(String text) {
        return String.valueOf(text.toCharArray());
    }
}
