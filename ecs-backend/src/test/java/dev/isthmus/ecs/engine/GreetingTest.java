package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever takes over a cluster with many tasks learns that ECS answers long before all of them have been read. */
class GreetingTest extends EcsEngineBench {

    /** A cluster on which an earlier driver has started so many tasks. */
    private void earlier(int tasks) {
        for (int i = 0; i < 150; i++) {
            ecs.addInstance("i" + i);
        }
        EngineRig engine = started(LaunchMode.RUN_TASK);
        for (int i = 0; i < tasks; i++) {
            engine.launch(launch("t" + i, "i" + i), outcomes::add);
        }
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks).hasSize(tasks);
        engine.close();
        inventory.clear();
        told.clear();
        rig.begun.clear();
        assertThat(reached).isZero();
        recovered = 0;
    }

    private void takeOver(boolean offersFirst) {
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        if (offersFirst) {
            engine.startOffers();
        }
        engine.watch(FRAMEWORK);
        if (!offersFirst) {
            engine.startOffers();
        }
    }

    @Test
    void contact_is_told_while_the_tasks_are_still_being_listed() {
        earlier(120);
        rig.slow.put(EcsOperation.LIST_TASKS, Duration.ofSeconds(5));
        takeOver(false);
        rig.advance(Duration.ofSeconds(6));
        assertThat(reached).isOne();
        assertThat(inventory).isEmpty();
        assertThat(recovered).isZero();
        rig.advance(Duration.ofSeconds(30));
        assertThat(reached).as("once").isOne();
        assertThat(recovered).isOne();
        assertThat(inventory.get(inventory.size() - 1)).isInstanceOf(InventoryEvent.Complete.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = EcsOperation.class,
            names = {"DESCRIBE_TASKS", "LIST_CONTAINER_INSTANCES", "DESCRIBE_CONTAINER_INSTANCES"})
    void there_is_no_contact_where_one_kind_of_read_is_refused(EcsOperation read) {
        earlier(120);
        for (int i = 0; i < 100; i++) {
            rig.refuse(read, Category.DENIED, "AccessDeniedException", "not allowed");
        }
        takeOver(true);
        rig.advance(Duration.ofSeconds(20));
        assertThat(reached).isZero();
        assertThat(inventory).anyMatch(InventoryEvent.ContactLost.class::isInstance);
    }

    @Test
    void nothing_is_asked_for_twice_where_one_page_is_all() {
        earlier(50);
        takeOver(true);
        rig.advance(Duration.ofMillis(500));
        assertThat(inventory).anyMatch(InventoryEvent.Complete.class::isInstance);
        assertThat(reached).isZero();
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS)).isOne();
        assertThat(rig.count(EcsOperation.LIST_CONTAINER_INSTANCES)).as("pages").isEqualTo(2);
    }
}
