package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand instances: to look at all of them is ten pages and ten describes, which the budget allows every five seconds. */
class LargeClusterTest extends EcsEngineBench {

    private EngineRig engine;

    @BeforeEach
    void start() {
        for (int i = 0; i < 1_000; i++) {
            ecs.addInstance("i" + i);
        }
        engine = started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofSeconds(10));
        rig.begun.clear();
    }

    private void running() {
        engine.launch(launch("t", "i7"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(2));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Running.class);
    }

    @Test
    void all_instances_are_looked_at_every_five_seconds_though_a_task_is_starting() {
        engine.launch(launch("t", "i7"), outcomes::add);
        rig.advance(Duration.ofSeconds(60));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isBetween(110L, 130L);
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("the one that is starting")
                .isBetween(55L, 65L);
    }

    @Test
    void what_becomes_of_a_start_is_known_while_a_listing_takes_its_time() {
        rig.slow.put(EcsOperation.LIST_TASKS, Duration.ofSeconds(30));
        rig.advance(Duration.ofSeconds(5));
        running();
    }

    @Test
    void what_a_task_held_is_free_soon_after_its_end() {
        running();
        rig.advance(Duration.ofSeconds(6));
        assertThat(free()).isEqualTo(Amount.of(924));
        ecs.exit(ecs.only(), 0);
        engine.lookAgain(new AgentId("i8"));
        rig.slow.put(EcsOperation.LIST_CONTAINER_INSTANCES, Duration.ofSeconds(30));
        rig.advance(Duration.ofSeconds(5));
        assertThat(free()).isEqualTo(Amount.of(1024));
    }

    private Amount free() {
        return inventory.stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .map(event -> ((InventoryEvent.AgentSeen) event).agent())
                .filter(agent -> agent.id().equals(new AgentId("i7")))
                .reduce((first, second) -> second)
                .orElseThrow()
                .free()
                .amount(ResourceName.ECS_CPU);
    }

    @Test
    void agents_are_told_of_while_the_listing_goes_on() {
        EngineRig other = engine(LaunchMode.RUN_TASK);
        inventory.clear();
        rig.slow.put(EcsOperation.LIST_CONTAINER_INSTANCES, Duration.ofSeconds(1));
        other.startOffers();
        rig.advance(Duration.ofMillis(2_500));
        assertThat(inventory)
                .as("the first two pages of ten")
                .hasSize(200)
                .noneMatch(InventoryEvent.Complete.class::isInstance);
    }

    @Test
    void look_that_fails_in_the_pages_finds_the_rest_by_itself() {
        inventory.clear();
        rig.refuse(EcsOperation.DESCRIBE_CONTAINER_INSTANCES, Category.DENIED, "AccessDeniedException", "not allowed");
        rig.advance(Duration.ofSeconds(6));
        assertThat(inventory).noneMatch(InventoryEvent.ContactLost.class::isInstance);
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES))
                .as("ten, and the one that was refused once more")
                .isBetween(11L, 21L);
    }

    @Test
    void look_that_goes_on_to_fail_in_the_pages_leaves_the_next_round_to_find_the_rest() {
        for (int i = 0; i < 40; i++) {
            rig.refuse(
                    EcsOperation.DESCRIBE_CONTAINER_INSTANCES, Category.DENIED, "AccessDeniedException", "not allowed");
        }
        rig.advance(Duration.ofSeconds(20));
        assertThat(inventory)
                .filteredOn(InventoryEvent.ContactLost.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
        rig.clearFaults();
        rig.advance(Duration.ofSeconds(20));
        assertThat(inventory.get(inventory.size() - 1)).isInstanceOf(InventoryEvent.Complete.class);
    }
}
