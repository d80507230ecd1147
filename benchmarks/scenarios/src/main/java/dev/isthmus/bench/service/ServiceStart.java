package dev.isthmus.bench.service;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.bench.cluster.SteppedEcs;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.simulation.driver.FrontendThread;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A driver with a service that is started, from its first offer until every instance runs, on a clock that is moved by hand. Not thread-safe. */
public final class ServiceStart {

    /** How long a container takes to start. */
    public static final Duration CONTAINER = Duration.ofSeconds(1);

    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private @Nullable FrontendThread frontend;
    private @Nullable Throwable broken;
    private final ProcessTime time = new ProcessTime(clock, this::stepped, cause -> broken = cause);
    private final Shape shape;
    private long uuids;

    /**
     * What is started, and on how many agents.
     *
     * @param instances of the service
     */
    public record Shape(int instances, Network network, int agents) {}

    private ServiceStart(Shape shape) {
        this.shape = shape;
    }

    /** How long it takes on a cluster without a budget, whose containers start as fast and which tells of it at once. */
    public static Duration alone(Shape shape) {
        ServiceStart start = new ServiceStart(shape);
        return start.run((time, fence) -> {
            MemoryBackend backend = new MemoryBackend(time.steady(), time.scheduler());
            for (int i = 0; i < shape.agents(); i++) {
                backend.putAgent(Agent.builder(
                                new AgentId("agent-" + i),
                                ResourcesText.parse(
                                        Dialect.ECS,
                                        "CPU:4096; MEMORY:15000; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                        .address(new AgentAddress("agent-" + i + ".example", "10.0.0.1"))
                        .build());
            }
            backend.runTasks(CONTAINER, LONGEST, 0);
            return backend;
        });
    }

    /**
     * What it took on ECS.
     *
     * @param registrations how many task definitions were registered
     * @param starts how often a task was to be started
     */
    public record OnEcs(Duration time, long registrations, long starts) {

        /** How long AWS's budget takes to allow so many of either, which have nothing in common: 100 starts at once and 40 a second, 20 registrations at once and one a second. */
        public Duration budget() {
            return Duration.ofMillis(
                    Math.max(1000 * Math.max(0, starts - 100) / 40, 1000 * Math.max(0, registrations - 20)));
        }
    }

    /** What it takes on ECS, with the request budgets of AWS. */
    public static OnEcs onEcs(Shape shape, Duration latency) {
        ServiceStart start = new ServiceStart(shape);
        try (SteppedEcs ecs = new SteppedEcs(
                FakeEcsConfig.builder()
                        .instances(shape.agents(), InstanceSpec.of(4096, 15_000))
                        .runtime(ScriptedRuntime.following(
                                launch -> Script.runs().startingAfter(CONTAINER)))
                        .budgets(Budgets.ofAws())
                        .build(),
                start.clock,
                latency)) {
            Duration took = start.run(ecs::open);
            return new OnEcs(took, ecs.calls("RegisterTaskDefinition"), ecs.calls("RunTask"));
        }
    }

    private Duration run(BiFunction<ProcessTime, Fence, Backend> backend) {
        SteppedDriver[] driver = new SteppedDriver[1];
        ServiceFramework framework =
                new ServiceFramework(shape.instances(), shape.network(), time, () -> driver[0].driver());
        driver[0] = MesosFrontend.stepped(FrontendOptions.builder(
                        FrameworkInfo.newBuilder()
                                .setUser("nobody")
                                .setName("service")
                                .build(),
                        framework)
                .implicitAcknowledgements(true)
                .settings(Settings.none())
                .fencedBackend(fence -> backend.apply(time, fence))
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, Settings.none()))
                .clock(time.clock())
                .steady(time.steady())
                .scheduler(time.scheduler())
                .uuids(() -> new UUID(1, uuids++))
                .build());
        frontend = new FrontendThread(driver[0], time, Optional.empty());
        Instant begun = clock.steady();
        time.now(() -> driver[0].driver().start());
        while (!framework.isStarted()) {
            clock.advance(STEP);
            if (broken != null) {
                throw new IllegalStateException("a step failed", broken);
            }
            if (Duration.between(begun, clock.steady()).compareTo(LONGEST) > 0) {
                throw new IllegalStateException("The service does not start");
            }
        }
        return Duration.between(begun, clock.steady());
    }

    private void stepped() {
        if (frontend != null) {
            frontend.stepped();
        }
    }
}
