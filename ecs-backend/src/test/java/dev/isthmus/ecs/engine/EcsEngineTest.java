package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The state machine by itself: no thread, no network, time moved by hand. */
class EcsEngineTest extends EcsEngineBench {

    @Test
    void first_round_tells_within_four_calls() {
        ecs.addInstance("a");
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        rig.advance(Duration.ofMillis(40));
        assertThat(inventory).hasSize(2).last().isInstanceOf(InventoryEvent.Complete.class);
        assertThat(rig.begun).hasSize(4);
    }

    @Test
    void quiet_cluster_is_looked_at_seldom_and_cheaply() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        ecs.run(ecs.only());
        // A young task keeps the rounds close for four times the quiet pace.
        rig.advance(Duration.ofSeconds(25));
        rig.begun.clear();
        rig.advance(Duration.ofSeconds(50));
        // One of them is the look that settles the start, made in time and not when the next is due.
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isBetween(9L, 12L);
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("a task that runs and is listed has not changed")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void launch_not_yet_seen_is_not_among_the_holdings_and_not_deducted() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        assertThat(lastSeen().holdings()).isEmpty();
        assertThat(lastSeen().free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
        rig.advance(Duration.ofSeconds(2));
        assertThat(lastSeen().holdings()).hasSize(1);
        assertThat(lastSeen().free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(924));
    }

    @Test
    void every_holding_told_is_accounted_for_in_what_is_free() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        for (int i = 0; i < 8; i++) {
            engine.launch(launch("t" + i, "a"), outcomes::add);
            rig.advance(Duration.ofMillis(700 + 90L * i));
        }
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen seen) {
                long free = seen.agent().free().amount(ResourceName.ECS_CPU).wholeDown();
                assertThat(free)
                        .isLessThanOrEqualTo(
                                1024 - 100L * seen.agent().holdings().size());
            }
        }
        assertThat(lastSeen().holdings()).hasSize(8);
    }

    @Test
    void other_drivers_tasks_are_held_too() {
        ecs.addInstance("a");
        EngineRig other = started(LaunchMode.START_TASK);
        other.launch(launch("theirs", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        inventory.clear();
        EngineRig ours = engine(LaunchMode.RUN_TASK);
        ours.startOffers();
        ours.watch(new FrameworkId("f-2"));
        rig.advance(Duration.ofSeconds(1));
        assertThat(lastSeen().holdings())
                .extracting(holding -> holding.demand().toString())
                .containsExactly("disk:5");
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(6));
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void lost_answer_with_a_token_is_asked_for_again_and_starts_once() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.loseAnswer(EcsOperation.RUN_TASK);
        rig.loseCall(EcsOperation.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(ecs.tasks).hasSize(1);
    }

    @Test
    void lost_answer_without_a_token_is_never_asked_for_again_and_found_by_looking() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(3));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(rig.count(EcsOperation.START_TASK)).isEqualTo(1);
        assertThat(told).first().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
        rig.advance(WINDOW.multipliedBy(2));
        assertThat(told).noneSatisfy(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Ended.class));
    }

    @Test
    void unknown_launch_that_has_ended_meanwhile_is_found_among_the_stopped() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(20));
        ecs.exit(ecs.only(), 4);
        rig.advance(Duration.ofSeconds(8));
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
        assertThat(told)
                .extracting(event -> event.phase().getClass().getSimpleName())
                .containsExactly("Starting", "Running", "Ended");
    }

    @Test
    void what_turns_up_after_it_was_given_up_is_stopped() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(15));
        String arn = ecs.only();
        ecs.invisible.add(arn);
        rig.advance(WINDOW.minusSeconds(1));
        assertThat(told).as("not before the window has passed").isEmpty();
        // Two searches, which are five seconds apart.
        rig.advance(Duration.ofSeconds(12));
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks.get(arn).stoppedReason()).startsWith("Isthmus: ").contains("given up");
        assertThat(told).as("its end was told once").hasSize(1);
    }

    @Test
    void missing_soon_after_the_start_is_patience_and_later_a_fact() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        ecs.invisible.add(ecs.only());
        rig.advance(Duration.ofSeconds(20));
        ecs.invisible.clear();
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(5));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Running.class);
        ecs.tasks.clear();
        rig.advance(WINDOW.minusSeconds(10));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Running.class);
        rig.advance(Duration.ofSeconds(30));
        assertThat(end().ending()).isEqualTo(Ending.VANISHED);
        assertThat(end().ran()).isTrue();
    }

    @Test
    void start_that_still_waits_is_taken_back_when_stopped() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        engine.stop(launch.task().launch(), "changed its mind", stops::add);
        rig.advance(Duration.ofSeconds(10));
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Accepted.class);
        assertThat(rig.count(EcsOperation.RUN_TASK)).isZero();
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
        assertThat(end().ran()).isFalse();
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void stop_before_recovery_waits_for_it() {
        ecs.addInstance("a");
        EngineRig first = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        first.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        first.close();
        EngineRig second = engine(LaunchMode.RUN_TASK);
        second.watch(FRAMEWORK);
        second.stop(launch.task().launch(), "enough", stops::add);
        second.stop(LaunchId.of(FRAMEWORK, new TaskId("nobody"), "o"), "enough", stops::add);
        assertThat(stops).isEmpty();
        rig.advance(Duration.ofSeconds(2));
        assertThat(recovered).isEqualTo(2);
        assertThat(stops)
                .hasAtLeastOneElementOfType(StopOutcome.Accepted.class)
                .hasAtLeastOneElementOfType(StopOutcome.NotFound.class);
        assertThat(ecs.tasks.get(ecs.only()).stopped()).isTrue();
    }

    @Test
    void stopping_twice_is_once() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        engine.stop(launch.task().launch(), "one", stops::add);
        engine.stop(launch.task().launch(), "two", stops::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
        assertThat(stops)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(StopOutcome.Accepted.class));
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
    }

    @Test
    void denied_stop_is_told_and_the_task_lives_on() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        rig.refuse(EcsOperation.STOP_TASK, Category.DENIED, "AccessDeniedException", "not allowed");
        engine.stop(launch.task().launch(), "one", stops::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Failed.class);
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(2));
        assertThat(end().ending()).as("it was not our stop that ended it").isEqualTo(Ending.EXITED);
    }

    @Test
    void several_looks_at_one_agent_are_one_call() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.begun.clear();
        for (int i = 0; i < 5; i++) {
            engine.lookAgain(new AgentId("a"));
            engine.lookAgain(new AgentId("nobody"));
        }
        rig.advance(Duration.ofMillis(200));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isEqualTo(1);
    }

    @Test
    void describes_are_full_pages() {
        ecs.addInstance("a");
        EngineRig first = started(LaunchMode.START_TASK);
        for (int i = 0; i < 250; i++) {
            first.launch(launch("t" + i, "a"), outcomes::add);
        }
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks).hasSize(250);
        first.close();
        ecs.describedAtOnce.clear();
        EngineRig second = engine(LaunchMode.RUN_TASK);
        told.clear();
        second.watch(FRAMEWORK);
        rig.advance(Duration.ofMillis(100));
        assertThat(told).hasSize(250);
        assertThat(ecs.describedAtOnce)
                .as("one, to see that ECS answers, and then all")
                .containsExactly(1, 100, 100, 50);
    }

    @Test
    void settling_lists_the_stopped_tasks_of_its_agent_alone() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.advance(WINDOW.plusSeconds(10));
        rig.begun.clear();
        rig.loseCall(EcsOperation.START_TASK);
        engine.launch(launch("t", "b"), outcomes::add);
        rig.advance(WINDOW.plusSeconds(20));
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        assertThat(rig.begun)
                .as("a big cluster has many stopped tasks")
                .contains(new EcsCall.ListTasks(TaskFilter.stoppedOn("b"), Optional.empty()))
                .doesNotContain(new EcsCall.ListTasks(TaskFilter.STOPPED, Optional.empty()));
    }

    @Test
    void instances_that_the_filter_does_not_let_pass_are_not_offered() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        instances = Optional.of("ec2InstanceId in [i-a, i-b]");
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        rig.advance(Duration.ofSeconds(1));
        assertThat(inventory).hasSize(3);
        ecs.instances.remove(ecs.addInstance("c"));
        ecs.addInstance("other");
        rig.advance(Duration.ofSeconds(10));
        assertThat(inventory).as("what is not ours is not seen").hasSize(3);
        ecs.listedOnly = Optional.of("a");
        rig.advance(Duration.ofSeconds(10));
        assertThat(lastSeen().id()).isEqualTo(new AgentId("b"));
        assertThat(lastSeen().state())
                .as("its tasks go on, and it gets no new ones")
                .isEqualTo(AgentState.DRAINING);
    }

    @Test
    void agents_are_looked_at_one_call_at_a_time() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.latency = Duration.ofMillis(500);
        rig.begun.clear();
        for (int i = 0; i < 20; i++) {
            engine.lookAgain(new AgentId(i % 2 == 0 ? "a" : "b"));
            rig.advance(Duration.ofMillis(40));
        }
        rig.advance(Duration.ofMillis(1200));
        assertThat(rig.begun.stream()
                        .filter(call -> call.operation() == EcsOperation.DESCRIBE_CONTAINER_INSTANCES)
                        .count())
                .as("20 looks in 0.8 s, while each answer takes 0.5 s")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void limit_of_the_account_at_a_registration_is_nothing_that_the_agent_lacks() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.refuse(
                EcsOperation.DESCRIBE_TASK_DEFINITION,
                Category.CALLER,
                "ClientException",
                "Unable to describe task definition.");
        rig.refuse(
                EcsOperation.REGISTER_TASK_DEFINITION,
                Category.RESOURCES,
                "LimitExceededException",
                "too many revisions");
        rig.begun.clear();
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(200));
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        LaunchOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(LaunchOutcome.Refusal.UNAVAILABLE));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isZero();
    }

    @Test
    void contact_lost_is_told_once_and_complete_after_it() {
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        inventory.clear();
        for (int i = 0; i < 12; i++) {
            rig.loseCall(EcsOperation.LIST_CONTAINER_INSTANCES);
        }
        rig.advance(Duration.ofSeconds(60));
        assertThat(inventory).hasSize(2);
        assertThat(inventory.get(0)).isInstanceOf(InventoryEvent.ContactLost.class);
        assertThat(inventory.get(1)).isInstanceOf(InventoryEvent.Complete.class);
    }

    @Test
    void contact_that_stays_lost_is_told_once_a_minute() {
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        inventory.clear();
        for (int i = 0; i < 10_000; i++) {
            rig.loseCall(EcsOperation.LIST_CONTAINER_INSTANCES);
        }
        rig.advance(Duration.ofMinutes(10));
        assertThat(inventory).hasSizeBetween(9, 11).allMatch(InventoryEvent.ContactLost.class::isInstance);
    }

    @Test
    void throttling_is_warned_of_once_a_minute_and_is_no_loss_of_contact() {
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        inventory.clear();
        for (int i = 0; i < 10_000; i++) {
            rig.refuse(
                    EcsOperation.LIST_CONTAINER_INSTANCES, Category.THROTTLED, "ThrottlingException", "Rate exceeded");
        }
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.warnings)
                .filteredOn(line -> line.contains("cannot be polled just now"))
                .hasSizeBetween(9, 11);
        assertThat(inventory).isEmpty();
    }

    @Test
    void agent_that_is_no_longer_listed_is_gone() {
        String arn = ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        ecs.instances.remove(arn);
        rig.advance(Duration.ofSeconds(6));
        assertThat(inventory)
                .last()
                .isEqualTo(new InventoryEvent.AgentGone(
                        new AgentId("a"), "its container instance is no longer known to ECS"));
    }

    @Test
    void revision_that_somebody_deregistered_is_looked_for_anew() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t1", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "ClientException",
                "RunTask was refused by ECS: TaskDefinition is inactive");
        engine.launch(launch("t2", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class));
        assertThat(rig.count(EcsOperation.DESCRIBE_TASK_DEFINITION)).isEqualTo(2);
    }
}
