package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A backend opened through its provider on a fake cluster, with everything it tells kept in order. */
public final class OpenBackend implements AutoCloseable {

    public static final FrameworkId FRAMEWORK = new FrameworkId("framework.with:odd chars/0001-éß");
    public static final long LONG = 20;
    public static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "fake", "aws.secretAccessKey", "fake");

    public final EcsBackend backend;
    public final BlockingQueue<InventoryEvent> inventory = new LinkedBlockingQueue<>();
    public final BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
    public final BlockingQueue<Boolean> recovered = new LinkedBlockingQueue<>();
    public final List<TaskEvent> told = new ArrayList<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(step -> {
        Thread thread = new Thread(step, "backend-steps");
        thread.setDaemon(true);
        return thread;
    });

    public OpenBackend(FakeEcs ecs) {
        this(ecs, Map.of());
    }

    public OpenBackend(FakeEcs ecs, Map<Setting<?>, String> more) {
        this(settings(ecs, more));
    }

    public OpenBackend(Settings settings) {
        this(settings, Fence.NONE);
    }

    public OpenBackend(Settings settings, Fence fence) {
        useCredentials();
        BackendContext context = new BackendContext(settings, InstantSource.system(), scheduler, fence);
        backend = (EcsBackend) new EcsBackendProvider().open(context);
    }

    /** The SDK wants some; whoever sets others before keeps them. */
    public static void useCredentials() {
        CREDENTIALS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    }

    /** A fake cluster of two small instances whose containers do what the test scripts. */
    public static FakeEcs smallCluster(ScriptedRuntime containers) {
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(containers)
                .build());
    }

    public static Settings settings(FakeEcs ecs, Map<Setting<?>, String> more) {
        Settings.Builder settings = Settings.builder()
                .set(EcsSettings.CLUSTER, ecs.clusterName())
                .set(EcsSettings.ENDPOINT, ecs.endpoint().toString())
                .set(EcsSettings.DEFAULT_IMAGE, "busybox:1")
                .set(EcsSettings.POLL_BUSY, "50ms")
                .set(EcsSettings.POLL_IDLE, "200ms");
        more.forEach(settings::set);
        return settings.build();
    }

    /** Starts both parts and waits until everything has been told. The first agents may be told of before any task is looked for. */
    public OpenBackend started() throws InterruptedException {
        backend.offers().start(inventory::add);
        startTasks();
        return everythingTold();
    }

    /** The same in the order in which the frontend does it: no agent is told of before all tasks have been looked for. */
    public OpenBackend recovered() throws InterruptedException {
        startTasks();
        backend.offers().start(inventory::add);
        return everythingTold();
    }

    private OpenBackend everythingTold() throws InterruptedException {
        awaitComplete();
        assertThat(recovered.poll(LONG, TimeUnit.SECONDS))
                .as("recovered() in time")
                .isTrue();
        return this;
    }

    void startTasks() {
        backend.launcher().watch(FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                events.add(event);
            }

            @Override
            public void recovered() {
                recovered.add(true);
            }
        });
    }

    public List<Agent> awaitComplete() throws InterruptedException {
        List<Agent> agents = new ArrayList<>();
        while (true) {
            InventoryEvent event = inventory.poll(LONG, TimeUnit.SECONDS);
            assertThat(event).as("Complete in time, after " + agents).isNotNull();
            if (event instanceof InventoryEvent.AgentSeen seen) {
                agents.add(seen.agent());
            } else if (event instanceof InventoryEvent.Complete) {
                this.agents = agents;
                return agents;
            }
        }
    }

    private List<Agent> agents = List.of();

    public List<Agent> agents() {
        return agents;
    }

    public AgentId agent(int index) {
        return agents.get(index).id();
    }

    public <T extends InventoryEvent> T awaitInventory(Class<T> type, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            InventoryEvent event = inventory.poll(LONG, TimeUnit.SECONDS);
            assertThat(event).as(type.getSimpleName() + " in time").isNotNull();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    /** Waits for an event of a task and keeps all that came before. */
    public TaskEvent await(LaunchId launch, Class<? extends TaskPhase> phase) throws InterruptedException {
        while (true) {
            for (TaskEvent event : told) {
                if (event.task().launch().equals(launch) && phase.isInstance(event.phase())) {
                    return event;
                }
            }
            TaskEvent event = events.poll(LONG, TimeUnit.SECONDS);
            assertThat(event)
                    .as(phase.getSimpleName() + " in time; told so far: " + told)
                    .isNotNull();
            told.add(event);
        }
    }

    public TaskPhase.Ended awaitEnd(Launch launch) throws InterruptedException {
        return (TaskPhase.Ended)
                await(launch.task().launch(), TaskPhase.Ended.class).phase();
    }

    public List<String> phasesOf(Launch launch) {
        return told.stream()
                .filter(event -> event.task().launch().equals(launch.task().launch()))
                .map(event -> event.phase().getClass().getSimpleName())
                .toList();
    }

    public LaunchOutcome launch(Launch launch) throws Exception {
        return backend.launcher().launch(launch).toCompletableFuture().get(LONG, TimeUnit.SECONDS);
    }

    public LaunchOutcome.Launched launched(Launch launch) throws Exception {
        LaunchOutcome outcome = launch(launch);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class);
        return (LaunchOutcome.Launched) outcome;
    }

    public LaunchOutcome launchGroup(List<Launch> members) throws Exception {
        return backend.launcher()
                .launchGroup(new GroupLaunch(members))
                .toCompletableFuture()
                .get(LONG, TimeUnit.SECONDS);
    }

    /** The message of a launch that is refused for this reason. */
    public String refused(Launch launch, LaunchOutcome.Refusal why) throws Exception {
        return refused(launch(launch), why);
    }

    /** The same of an outcome that is there already. */
    public static String refused(LaunchOutcome outcome, LaunchOutcome.Refusal why) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        LaunchOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why));
        return ((LaunchOutcome.Refused) outcome).message();
    }

    public static Launch shell(AgentId agent, String id, String line) {
        return launchOf(agent, id, TaskSpec.of(id, Command.ofShell(line)), 128, 64);
    }

    public static Launch launchOf(AgentId agent, String id, TaskSpec spec, long cpu, long memory) {
        return new Launch(
                task(agent, id),
                "tests",
                Taken.of(Resources.of(
                        Dialect.ECS,
                        Map.of(
                                ResourceName.ECS_CPU, Amount.of(cpu),
                                ResourceName.ECS_MEMORY, Amount.of(memory)))),
                spec);
    }

    public static LaunchedTask task(AgentId agent, String id) {
        TaskId task = new TaskId(id);
        return new LaunchedTask(
                LaunchId.of(FRAMEWORK, task, "offer-1"),
                FRAMEWORK,
                task,
                agent,
                Resources.of(
                        Dialect.MESOS,
                        Map.of(
                                ResourceName.CPUS, Amount.parse("0.125"),
                                ResourceName.MEM, Amount.of(64),
                                ResourceName.DISK, Amount.of(10))));
    }

    /** The driver's process ends, while the test goes on. */
    void shut() {
        backend.close();
    }

    @Override
    public void close() {
        shut();
        scheduler.shutdownNow();
    }
}
