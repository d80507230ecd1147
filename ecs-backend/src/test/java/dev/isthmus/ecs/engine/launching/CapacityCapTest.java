package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The share of a cluster that a driver may have: what is free for it and what its tasks hold is never more than its cap. */
class CapacityCapTest extends EcsEngineBench {

    private static final long UNITS = 100;

    private static Launch launchOf(String task, String agent) {
        TaskId id = new TaskId(task);
        LaunchedTask launched = new LaunchedTask(
                LaunchId.of(FRAMEWORK, id, "o"),
                FRAMEWORK,
                id,
                new AgentId(agent),
                Resources.of(
                        Dialect.MESOS,
                        Map.of(
                                // 100 of 1024 units, rounded up.
                                ResourceName.CPUS, Amount.parse("0.098"),
                                ResourceName.MEM, Amount.of(64))));
        Resources taken = Resources.of(
                Dialect.ECS, Map.of(ResourceName.ECS_CPU, Amount.of(UNITS), ResourceName.ECS_MEMORY, Amount.of(64)));
        return new Launch(launched, "f", Taken.of(taken), TaskSpec.of(task, Command.ofShell("true")));
    }

    private Map<AgentId, Agent> agents() {
        Map<AgentId, Agent> agents = new HashMap<>();
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen seen) {
                agents.put(seen.agent().id(), seen.agent());
            } else if (event instanceof InventoryEvent.AgentGone gone) {
                agents.remove(gone.agent());
            }
        }
        return agents;
    }

    private long free() {
        return agents().values().stream()
                .mapToLong(agent -> agent.free().amount(ResourceName.ECS_CPU).wholeDown())
                .sum();
    }

    @Test
    void free_of_all_agents_together_is_no_more_than_the_cap() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        ecs.addInstance("c");
        cap = CapacityCap.parse("cpus=1.5;mem=1500");
        started(LaunchMode.RUN_TASK);
        assertThat(free()).isEqualTo(1536);
        assertThat(agents().values().stream()
                        .mapToLong(agent ->
                                agent.free().amount(ResourceName.ECS_MEMORY).wholeDown())
                        .sum())
                .isEqualTo(1500);
        assertThat(agents()).as("every agent is known").hasSize(3);
    }

    @Test
    void tasks_count_and_what_they_held_is_free_again_when_they_end() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        cap = CapacityCap.parse("cpus=1.5");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        for (int i = 0; i < 6; i++) {
            engine.launch(launchOf("t" + i, i % 2 == 0 ? "a" : "b"), outcomes::add);
        }
        rig.advance(Duration.ofSeconds(5));
        assertThat(ecs.tasks).hasSize(6);
        assertThat(free()).isBetween(1536 - 6 * (UNITS + 1), 1536 - 6 * UNITS);
        List.copyOf(ecs.tasks.keySet()).forEach(arn -> ecs.exit(arn, 0));
        rig.advance(Duration.ofSeconds(12));
        assertThat(free()).isEqualTo(1536);
    }

    /** What is taken of one agent is taken of that one: offers of the others stand. */
    @Test
    void a_task_of_ours_takes_nothing_of_what_other_agents_were_told_to_have() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        ecs.addInstance("c");
        cap = CapacityCap.parse("cpus=1.5");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Map<AgentId, Agent> before = agents();
        AgentId first = before.values().stream()
                .filter(agent -> !agent.free().amount(ResourceName.ECS_CPU).isZero())
                .map(Agent::id)
                .sorted(Comparator.comparing(AgentId::value))
                .findFirst()
                .orElseThrow();
        engine.launch(launchOf("t", first.value()), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(outcomes).hasSize(1);
        for (Agent agent : agents().values()) {
            assertThat(cpu(agent))
                    .as("%s", agent.id())
                    .isEqualTo(cpu(before.get(agent.id())) - (agent.id().equals(first) ? UNITS + 1 : 0));
        }
        List.copyOf(ecs.tasks.keySet()).forEach(arn -> ecs.exit(arn, 0));
        rig.advance(Duration.ofSeconds(12));
        agents().values().forEach(agent -> assertThat(cpu(agent)).isEqualTo(cpu(before.get(agent.id()))));
    }

    private static long cpu(@Nullable Agent agent) {
        return Objects.requireNonNull(agent).free().amount(ResourceName.ECS_CPU).wholeDown();
    }

    @Test
    void tasks_of_others_take_nothing_of_our_cap() {
        ecs.addInstance("a");
        EngineRig other = started(LaunchMode.RUN_TASK);
        other.launch(launchOf("theirs", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        other.close();
        inventory.clear();
        cap = CapacityCap.parse("cpus=0.5");
        EngineRig ours = engine(LaunchMode.RUN_TASK);
        ours.startOffers();
        ours.watch(new FrameworkId("f-2"));
        rig.advance(Duration.ofSeconds(2));
        assertThat(free()).isEqualTo(512);
    }

    /** Whatever comes and goes, at no moment is it too much. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void never_too_much_at_any_moment(long seed) {
        Random random = new Random(seed);
        for (String id : List.of("a", "b", "c", "d")) {
            ecs.addInstance(id);
        }
        cap = CapacityCap.parse("cpus=2");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        int checked = 0;
        for (int i = 0; i < 200; i++) {
            String agent = List.of("a", "b", "c", "d").get(random.nextInt(4));
            Agent there = agents().get(new AgentId(agent));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    if (there.free().amount(ResourceName.ECS_CPU).wholeDown() >= 2 * UNITS) {
                        engine.launch(launchOf("t" + i, agent), outcomes::add);
                    }
                }
                case 2 ->
                    ecs.tasks.values().stream()
                            .filter(task -> !task.stopped())
                            .findFirst()
                            .ifPresent(task -> ecs.exit(task.arn(), 0));
                case 3 ->
                    ecs.connect(
                            ecs.instances.keySet().stream()
                                    .filter(arn -> arn.endsWith("/" + agent))
                                    .findFirst()
                                    .orElseThrow(),
                            random.nextBoolean());
                default -> {}
            }
            rig.advance(Duration.ofMillis(random.nextInt(1500)));
            while (checked < inventory.size()) {
                checked++;
                assertThat(toldFree(checked))
                        .as("after event %s of seed %s", checked, seed)
                        .isLessThanOrEqualTo(2048);
            }
            long held =
                    ecs.tasks.values().stream().filter(task -> !task.stopped()).count() * UNITS;
            assertThat(held).as("held with seed %s", seed).isLessThanOrEqualTo(2048);
        }
    }

    /** What is free of agents that take tasks, after so many events. */
    private long toldFree(int events) {
        Map<AgentId, Agent> agents = new HashMap<>();
        inventory.subList(0, events).stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .map(event -> ((InventoryEvent.AgentSeen) event).agent())
                .forEach(agent -> agents.put(agent.id(), agent));
        return agents.values().stream()
                .filter(agent -> agent.state() == AgentState.READY)
                .mapToLong(agent -> agent.free().amount(ResourceName.ECS_CPU).wholeDown())
                .sum();
    }

    @Test
    void what_is_no_cap_is_refused_in_words() {
        assertThat(CapacityCap.parse("").most()).isEmpty();
        assertThatThrownBy(() -> CapacityCap.parse("disk=5"))
                .hasMessageContaining("'disk=5'")
                .hasMessageContaining("cpus=");
        assertThatThrownBy(() -> CapacityCap.parse("cpus=many")).hasMessageContaining("'many'");
        assertThatThrownBy(() -> CapacityCap.parse("cpus=1;cpus=2")).hasMessageContaining("twice");
    }
}
