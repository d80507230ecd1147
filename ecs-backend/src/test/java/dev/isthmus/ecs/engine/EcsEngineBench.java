package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.event.HeardCluster;
import dev.isthmus.ecs.event.ScriptedQueue;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.step.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine by itself, on a little ECS in memory: no thread, no network, time moved by hand. */
public abstract class EcsEngineBench {

    protected static final FrameworkId FRAMEWORK = new FrameworkId("f-1");
    protected static final Duration WINDOW = Duration.ofSeconds(60);

    protected final ScriptedEcs ecs = new ScriptedEcs();
    protected final ScriptedRig rig = new ScriptedRig(ecs);
    protected final List<InventoryEvent> inventory = new ArrayList<>();
    protected final List<TaskEvent> told = new ArrayList<>();
    protected final List<LaunchProgress> progress = new ArrayList<>();
    protected final List<LaunchOutcome> outcomes = new ArrayList<>();
    protected final List<StopOutcome> stops = new ArrayList<>();
    /** The watches of which recovery was told, and those to which tasks were told, in order. */
    protected final List<Long> recoveries = new ArrayList<>();

    protected final List<Long> toldTo = new ArrayList<>();
    protected int recovered;
    protected int reached;
    protected Optional<String> instances = Optional.empty();
    protected CapacityCap cap = CapacityCap.NONE;
    protected Duration patience = Duration.ofSeconds(60);
    protected Duration idle = Duration.ofSeconds(5);
    protected Duration window = WINDOW;
    protected long budgetPercent = 100;
    protected Optional<ScriptedQueue> queue = Optional.empty();
    protected boolean logTails;
    /** The reads of logs that wait for an answer, in order. */
    protected final List<Output.ReadLog> readings = new ArrayList<>();

    /** The settings of task definitions. */
    protected Defaults defaults() {
        return Defaults.builder().image(Optional.of("busybox")).build();
    }

    protected EngineRig engine(LaunchMode mode) {
        return new EngineRig(
                rig,
                new EngineOptions(
                        mode,
                        defaults(),
                        Duration.ofSeconds(1),
                        idle,
                        window,
                        patience,
                        RequestBudget.of(budgetPercent),
                        10,
                        instances,
                        cap,
                        queue.map(there -> new HeardCluster("c", "us-east-1")),
                        logTails),
                queue,
                new EngineRig.Listener() {
                    @Override
                    public void inventory(InventoryEvent event) {
                        inventory.add(event);
                    }

                    @Override
                    public void reads(Output.ReadLog output) {
                        readings.add(output);
                    }

                    @Override
                    public void reached() {
                        reached++;
                    }

                    @Override
                    public void task(long watch, TaskEvent event) {
                        told.add(event);
                        toldTo.add(watch);
                    }

                    @Override
                    public void progressed(FrameworkId framework, LaunchProgress step) {
                        progress.add(step);
                    }

                    @Override
                    public void recovered(long watch) {
                        recovered++;
                        recoveries.add(watch);
                    }
                });
    }

    protected EngineRig started(LaunchMode mode) {
        EngineRig engine = engine(mode);
        engine.startOffers();
        engine.watch(FRAMEWORK);
        rig.advance(Duration.ofSeconds(1));
        return engine;
    }

    protected static Launch launch(String task, String instance) {
        return launch(FRAMEWORK, task, instance);
    }

    protected static Launch launch(FrameworkId framework, String task, String instance) {
        TaskId id = new TaskId(task);
        LaunchedTask launched = new LaunchedTask(
                LaunchId.of(framework, id, "o"),
                framework,
                id,
                new AgentId(instance),
                Resources.of(Dialect.MESOS, ResourceName.DISK, Amount.of(5)));
        Resources taken = Resources.of(
                Dialect.ECS, Map.of(ResourceName.ECS_CPU, Amount.of(100), ResourceName.ECS_MEMORY, Amount.of(64)));
        return new Launch(launched, "f", Taken.of(taken), TaskSpec.of(task, Command.ofShell("true")));
    }

    protected TaskPhase.Ended end() {
        assertThat(told).as("an end is told").isNotEmpty();
        return (TaskPhase.Ended) told.get(told.size() - 1).phase();
    }

    protected Agent lastSeen() {
        return inventory.stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .map(event -> ((InventoryEvent.AgentSeen) event).agent())
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
