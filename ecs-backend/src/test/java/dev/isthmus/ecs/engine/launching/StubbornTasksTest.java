package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that do not go when they should, or come when they should not. */
class StubbornTasksTest extends EcsEngineBench {

    private String givenUp(EngineRig engine, Launch launch) {
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofMillis(15));
        String arn = ecs.only();
        ecs.invisible.add(arn);
        rig.advance(WINDOW.plusSeconds(12));
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        return arn;
    }

    @Test
    void task_that_was_given_up_is_stopped_though_ecs_does_not_find_it_at_first() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        String arn = givenUp(engine, launch("t", "a"));
        rig.refuse(
                EcsOperation.STOP_TASK,
                Category.CALLER,
                "InvalidParameterException",
                "The referenced task was not found.");
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(15));
        assertThat(ecs.tasks.get(arn).stopped()).isTrue();
    }

    @Test
    void task_that_was_given_up_is_stopped_later_if_it_could_not_be_at_first() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        String arn = givenUp(engine, launch("t", "a"));
        rig.refuse(EcsOperation.STOP_TASK, Category.DENIED, "AccessDeniedException", "not allowed");
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(2);
        assertThat(ecs.tasks.get(arn).stopped()).isTrue();
    }

    @Test
    void start_that_was_given_up_is_not_made_again() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        Launch launch = launch("t", "a");
        givenUp(engine, launch);
        outcomes.clear();
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.count(EcsOperation.START_TASK)).isEqualTo(1);
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
    }

    @Test
    void lost_start_that_is_to_be_stopped_is_asked_for_until_it_is_known_and_then_stopped() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        // The first call of all is answered, so that the definition is known.
        engine.launch(launch("first", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        rig.loseCall(EcsOperation.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofMillis(20));
        // Enough others that its second try has to wait for the budget when it is stopped.
        for (int i = 0; i < 200; i++) {
            engine.launch(launch("other" + i, "a"), outcome -> {});
        }
        rig.advance(Duration.ofMillis(300));
        engine.stop(launch.task().launch(), "changed its mind", stops::add);
        rig.advance(Duration.ofSeconds(30));
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Accepted.class);
        assertThat(told)
                .filteredOn(event -> event.task().equals(launch.task()))
                .last()
                .satisfies(event -> assertThat(event.phase())
                        .isInstanceOfSatisfying(
                                TaskPhase.Ended.class,
                                ended -> assertThat(ended.ending()).isEqualTo(Ending.STOPPED)));
    }

    @Test
    void end_of_a_task_does_not_bring_an_instance_back_that_the_filter_passes_over() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        instances = Optional.of("ec2InstanceId in [i-a, i-b]");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "b"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        ecs.run(ecs.only());
        ecs.listedOnly = Optional.of("a");
        rig.advance(Duration.ofSeconds(10));
        inventory.clear();
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(30));
        assertThat(inventory)
                .filteredOn(event -> event instanceof InventoryEvent.AgentSeen seen
                        && seen.agent().id().equals(new AgentId("b")))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                ((InventoryEvent.AgentSeen) event).agent().state())
                        .isEqualTo(AgentState.DRAINING));
    }
}
