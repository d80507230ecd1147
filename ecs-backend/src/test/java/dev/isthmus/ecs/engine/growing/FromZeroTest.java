package dev.isthmus.ecs.engine.growing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
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
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
import dev.isthmus.ecs.sdk.FailureTable;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.step.Rig;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A framework on a cluster without instances, and a capacity provider that adds and takes them away: from none to a hundred tasks, and to none again. The fake's
 * managed scaling, one thread, time moved by hand.
 */
class FromZeroTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f-1");
    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/default";
    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/workers";
    /** What each task has: a quarter of an instance. */
    private static final Resources TASK = Resources.of(
            Dialect.ECS, Map.of(ResourceName.ECS_CPU, Amount.of(512), ResourceName.ECS_MEMORY, Amount.of(1024)));

    private static final Resources DEMAND = Resources.of(
            Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.5"), ResourceName.MEM, Amount.of(1024)));

    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final ManualClock clock = new ManualClock(start);
    private final ScriptedRuntime containers = ScriptedRuntime.running();
    private final InMemoryEcs ecs = InMemoryEcs.start(
            FakeEcsConfig.builder().runtime(containers).build(), FaultSchedule.NONE, InMemoryEcs.Time.of(clock));
    private final FakeRig rig = new FakeRig();
    private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
    private final Map<LaunchId, TaskEvent> last = new LinkedHashMap<>();
    private final Map<LaunchId, Launch> live = new LinkedHashMap<>();
    private final List<LaunchOutcome> refused = new ArrayList<>();
    private int launched;

    /** Calls go through the SDK's client to the fake, which has no wire here. */
    private final class FakeRig extends Rig {

        private final SdkCaller caller =
                new SdkCaller(Target.of(CLUSTER, Optional.empty()), FailureTable.parse(""), () -> ecs.client());

        private final Map<String, Integer> calls = new TreeMap<>();

        FakeRig() {
            super(start);
        }

        @Override
        protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            calls.merge(call.operation().awsName(), 1, Integer::sum);
            Answer<T> answer = caller.call(call);
            in(Duration.ofMillis(20), () -> then.accept(answer));
        }
    }

    private EngineRig engine(LaunchMode mode, String growth) {
        EcsClient client = ecs.client();
        ecs.autoScalingGroup("workers", new AutoScalingSpec(InstanceSpec.of(2048, 4096), 40, Duration.ofSeconds(90)));
        client.createCapacityProvider(r -> r.name("workers")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP)
                        .managedScaling(s -> s.status("ENABLED"))
                        .managedDraining(ManagedDraining.DISABLED)));
        client.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders("workers").defaultCapacityProviderStrategy(List.of()));
        Defaults defaults = GrowingDefaults.of(Sandboxes.NONE, growth);
        EngineOptions options = new EngineOptions(
                mode,
                defaults,
                // Seldom, as an hour is looked at.
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                RequestBudget.of(100),
                10,
                Optional.empty(),
                CapacityCap.NONE,
                Optional.empty(),
                false);
        EngineRig engine = new EngineRig(rig, options, new EngineRig.Listener() {
            @Override
            public void inventory(InventoryEvent event) {
                event.match(
                        seen -> agents.put(seen.agent().id(), seen.agent()),
                        gone -> agents.remove(gone.agent()),
                        complete -> {},
                        lost -> {});
            }

            @Override
            public void task(TaskEvent event) {
                last.put(event.task().launch(), event);
                if (event.phase() instanceof TaskPhase.Ended) {
                    live.remove(event.task().launch());
                }
            }
        });
        engine.startOffers();
        engine.watch(FRAMEWORK);
        return engine;
    }

    /** Launches on each agent as many as fit what is offered of it, as a framework with so much to do would. */
    private void offer(EngineRig engine, int most) {
        for (AgentId id : List.copyOf(agents.keySet())) {
            for (int room = room(id); room > 0 && live.size() < most; room--) {
                launch(engine, id);
            }
        }
    }

    /** How many tasks fit what is offered of an agent: of what is free, what it does not account for yet is used. */
    private int room(AgentId id) {
        Agent agent = agents.get(id);
        Set<LaunchId> counted = new LinkedHashSet<>();
        agent.holdings().stream().map(Holding::launch).forEach(counted::add);
        Resources free = agent.free();
        for (Launch launch : live.values()) {
            if (launch.task().agent().equals(id)
                    && !counted.contains(launch.task().launch())
                    && free.contains(TASK)) {
                free = free.minus(TASK);
            }
        }
        int room = 0;
        while (agent.state() == AgentState.READY && free.contains(TASK)) {
            free = free.minus(TASK);
            room++;
        }
        return room;
    }

    private void launch(EngineRig engine, AgentId agent) {
        TaskId id = new TaskId("t" + launched);
        launched++;
        LaunchedTask task = new LaunchedTask(LaunchId.of(FRAMEWORK, id, "o"), FRAMEWORK, id, agent, DEMAND);
        Launch launch = new Launch(task, "f", Taken.of(TASK), TaskSpec.of(id.value(), Command.ofShell("true")));
        live.put(task.launch(), launch);
        engine.launch(launch, outcome -> {
            if (!(outcome instanceof LaunchOutcome.Launched)) {
                refused.add(outcome);
            }
        });
    }

    /** Lets time pass until something is so; returns how many seconds that took. */
    private int until(String what, int most, BooleanSupplier isSo, Runnable each) {
        for (int second = 0; second < most; second++) {
            if (isSo.getAsBoolean()) {
                return second;
            }
            clock.advance(Duration.ofSeconds(1));
            rig.advance(Duration.ofSeconds(1));
            each.run();
        }
        throw new AssertionError("not within " + most + " s: " + what + "; " + running() + " tasks run on "
                + instances() + " instances, refused " + refused + ", agents " + agents.keySet());
    }

    private long running() {
        return last.values().stream()
                .filter(event -> event.phase() instanceof TaskPhase.Running)
                .count();
    }

    private long instances() {
        return ecs.instances().stream()
                .map(ContainerInstance::status)
                .filter("ACTIVE"::equals)
                .count();
    }

    private Set<String> endings() {
        Set<String> endings = new LinkedHashSet<>();
        last.values().forEach(event -> {
            if (event.phase() instanceof TaskPhase.Ended ended) {
                endings.add(ended.ending().name());
            }
        });
        return endings;
    }

    /** Those of every second instance end, so that half of the instances become idle, or only those that are left over. */
    private void halfOfThemExit() {
        List<String> some = ecs.instances().stream()
                .map(ContainerInstance::containerInstanceArn)
                .toList();
        ecs.tasks().stream()
                .filter(task -> some.indexOf(task.containerInstanceArn()) % 2 == 0)
                .forEach(task -> containers.exits(task.taskArn(), 0));
    }

    @Test
    void from_zero_to_a_hundred_tasks_and_to_zero() {
        EngineRig engine = engine(LaunchMode.RUN_TASK, "provider=workers;slots=10;max=100;cpus=2;mem=4096");
        int up = until("a hundred tasks run", 1800, () -> running() == 100, () -> offer(engine, 100));
        assertThat(refused).isEmpty();
        assertThat(instances()).as("four tasks an instance").isEqualTo(25);
        assertThat(up).as("the window, and ten instances every two minutes").isLessThan(500);
        assertThat(rig.calls).containsEntry("RunTask", 100);
        assertThat(rig.calls.values().stream().mapToInt(Integer::intValue).sum())
                .as("what may be called in as long is twenty times as much")
                .isLessThan(2 * up);
        assertThat(agents.values().stream()
                        .filter(agent ->
                                GrowthSlot.isSlot(agent.id()) && !agent.free().isEmpty()))
                .as("an instance has no room, so slots are offered")
                .isNotEmpty();

        halfOfThemExit();
        until("half of the instances are taken away", 3600, () -> instances() <= 12, () -> {});
        assertThat(endings()).as("no scale-in ends a task of ours").containsExactly(Ending.EXITED.name());
        assertThat(running()).isEqualTo(48);

        ecs.tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .forEach(task -> containers.exits(task.taskArn(), 0));
        int down = until("nothing is left", 3600, () -> instances() == 0 && live.isEmpty(), () -> {});
        assertThat(endings()).containsExactly(Ending.EXITED.name());
        assertThat(down).isLessThan(1000);
    }

    /** What the fake's scale-in does with tasks that are started otherwise; were it not so, the test above would show nothing. */
    @Test
    void by_launch_type_scale_in_ends_tasks_of_ours() {
        EngineRig engine = engine(LaunchMode.RUN_TASK_BY_TYPE, "provider=workers;slots=1;max=1;cpus=2;mem=4096");
        until("eight tasks run", 1800, () -> running() == 8, () -> offer(engine, 8));
        assertThat(instances()).as("from zero there come two").isEqualTo(2);
        int lost = until("a task is lost", 3600, () -> endings().contains(Ending.AGENT_GONE.name()), () -> {});
        assertThat(lost).isGreaterThan(800);
    }

    /** Tasks begin and end by chance, so that the provider adds instances and takes them away, again and again. */
    @Test
    void required_GR01_whatever_begins_and_ends_scale_in_ends_none() {
        Random chance = new Random(17);
        EngineRig engine = engine(LaunchMode.RUN_TASK, "provider=workers;slots=3;max=100;cpus=2;mem=4096");
        int[] wanted = {20};
        Set<String> gone = new LinkedHashSet<>();
        Instant later = start.plus(Duration.ofHours(3));
        until("three hours have passed", 10_900, () -> clock.instant().isAfter(later), () -> {
            if (chance.nextInt(1500) == 0) {
                wanted[0] = chance.nextInt(60);
            }
            offer(engine, wanted[0]);
            if (live.size() > wanted[0]) {
                List<Task> some = ecs.tasks().stream()
                        .filter(task -> task.lastStatus().equals("RUNNING")
                                && task.desiredStatus().equals("RUNNING"))
                        .toList();
                if (!some.isEmpty()) {
                    containers.exits(some.get(chance.nextInt(some.size())).taskArn(), 0);
                }
            }
            ecs.instances().stream()
                    .filter(instance -> instance.status().equals("INACTIVE"))
                    .forEach(instance -> gone.add(instance.containerInstanceArn()));
        });
        assertThat(endings()).containsExactly(Ending.EXITED.name());
        assertThat(gone).as("instances that were taken away").hasSizeGreaterThan(10);
        assertThat(refused).isEmpty();
    }

    @Test
    void required_GR01_by_the_strategy_scale_in_ends_none() {
        EngineRig engine = engine(LaunchMode.RUN_TASK, "provider=workers;slots=1;max=1;cpus=2;mem=4096");
        until("eight tasks run", 1800, () -> running() == 8, () -> offer(engine, 8));
        assertThat(instances()).isEqualTo(2);
        Instant later = clock.instant().plusSeconds(3600);
        until("an hour has passed", 3700, () -> clock.instant().isAfter(later), () -> {});
        assertThat(running()).isEqualTo(8);
    }
}
