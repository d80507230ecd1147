package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.engine.growing.GrowingDefaults;
import dev.isthmus.ecs.fetch.FetchPaths;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks for which ECS looks for an instance: what they cost, what they leave, and what becomes of them where a call fails or is slow. */
class UnplacedTasksTest extends EcsEngineBench {

    private static final String SLOT = "growth-workers-0";

    private final String a = ecs.addInstance("a");

    UnplacedTasksTest() {
        ecs.providers.put(a, "workers");
        ecs.full.add(a);
    }

    /** Every task has a sandbox. */
    @Override
    protected Defaults defaults() {
        return GrowingDefaults.of(
                new Sandboxes(true, Optional.empty(), FetchPaths.none(), Duration.ofHours(3)),
                "provider=workers;slots=1;max=1;cpus=1;mem=1024;disk=30;wait=20s");
    }

    private EngineRig waiting(String agent) {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        pass(70);
        engine.launch(launch("t", agent), outcomes::add);
        pass(1);
        return engine;
    }

    private void pass(long seconds) {
        rig.advance(Duration.ofSeconds(seconds));
    }

    private Agent agent(String id) {
        return inventory.stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .map(event -> ((InventoryEvent.AgentSeen) event).agent())
                .filter(agent -> agent.id().value().equals(id))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void isStaging() {
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
    }

    @Test
    void required_GR02_what_never_ran_leaves_no_sandbox_on_its_agent() {
        waiting("a");
        pass(80);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(agent("a").holdings()).isEmpty();
    }

    @Test
    void required_GR09_nor_on_its_slot_which_is_offered_again() {
        waiting(SLOT);
        pass(40);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(agent(SLOT).holdings()).isEmpty();
        assertThat(agent(SLOT).free()).isEqualTo(agent(SLOT).total());
    }

    @Test
    void what_ran_leaves_its_sandbox() {
        waiting("a");
        ecs.place(ecs.only(), a);
        ecs.run(ecs.only());
        pass(3);
        ecs.exit(ecs.only(), 0);
        pass(12);
        assertThat(agent("a").holdings()).hasSize(1);
    }

    /** A role may allow no stops, and this is for as long as ECS lets a task wait. */
    @Test
    void required_GR02_a_stop_that_fails_is_tried_again_at_a_growing_pace_and_warned_of_once() {
        rig.refusing = call -> call.operation() == EcsOperation.STOP_TASK
                ? Optional.of(
                        CallFailure.of(Category.DENIED, "AccessDeniedException", Done.NO, "ecs:StopTask is denied"))
                : Optional.empty();
        waiting("a");
        pass(63 + 5 + 30 + 3 * 60);
        assertThat(rig.count(EcsOperation.STOP_TASK)).isBetween(5L, 6L);
        assertThat(rig.warnings)
                .filteredOn(text -> text.contains("could not be stopped"))
                .hasSize(1);
        isStaging();
        rig.refusing = call -> Optional.empty();
        pass(63);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
    }

    /** On a large cluster the first look at all instances takes long. */
    @Test
    void required_GR02_the_next_process_takes_no_agent_for_gone_before_it_has_read_them_all() {
        waiting("a").kill();
        pass(2);
        told.clear();
        rig.slow.put(EcsOperation.LIST_CONTAINER_INSTANCES, Duration.ofSeconds(30));
        started(LaunchMode.RUN_TASK);
        pass(50);
        isStaging();
        pass(20);
        assertThat(end().message()).contains("had no room");
    }

    @Test
    void required_GR02_an_agent_that_is_gone_is_not_waited_for() {
        waiting("a").kill();
        pass(2);
        told.clear();
        ecs.instances.remove(a);
        started(LaunchMode.RUN_TASK);
        pass(16);
        assertThat(end().message()).contains("agent a is gone");
    }

    /** Instances take minutes to come, and a group at its maximum gets none. */
    @Test
    void what_waits_for_long_is_described_seldom_and_makes_no_round_busy() {
        patience = Duration.ofMinutes(10);
        waiting("a");
        pass(30);
        int before = rig.begun.size();
        pass(300);
        isStaging();
        assertThat(rig.begun.size() - before)
                .as("180 at rest, and a look every five seconds")
                .isLessThan(250);
    }

    @Test
    void beside_one_that_waits_for_long_others_are_known_as_soon_as_ever() {
        patience = Duration.ofMinutes(30);
        idle = Duration.ofMinutes(1);
        EngineRig engine = waiting("a");
        String waits = ecs.only();
        pass(300);
        String b = ecs.addInstance("b");
        pass(62);
        engine.launch(launch("u", "b"), outcomes::add);
        pass(1);
        String other = ecs.tasks.keySet().stream()
                .filter(arn -> !arn.equals(waits))
                .findFirst()
                .orElseThrow();
        ecs.run(other);
        pass(2);
        assertThat(b).endsWith("b");
        assertThat(told).last().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Running.class));
        ecs.place(waits, a);
        ecs.run(waits);
        pass(60);
        assertThat(told)
                .last()
                .satisfies(event -> assertThat(event.task().task().value()).isEqualTo("t"));
        assertThat(told).last().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Running.class));
    }

    @Test
    void a_kill_of_one_that_waits_for_long_is_known_as_soon_as_ever() {
        patience = Duration.ofMinutes(30);
        idle = Duration.ofMinutes(1);
        EngineRig engine = waiting("a");
        pass(300);
        engine.stop(launch("t", "a").task().launch(), "enough", stops::add);
        pass(3);
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
    }
}
