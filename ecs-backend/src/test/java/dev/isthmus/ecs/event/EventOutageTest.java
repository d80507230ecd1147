package dev.isthmus.ecs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an engine makes of events that come in bad times: while ECS or the queue fails, answers slowly, or tells things in another order. */
class EventOutageTest extends EventBench {

    private static CallFailure failure(Category category) {
        return CallFailure.of(category, "Code", Done.NO, "why");
    }

    /** A task that an earlier process started, which is no more and receives no more; its ARN. */
    private String left(String task) {
        ecs.addInstance("a");
        EngineRig before = started(LaunchMode.RUN_TASK);
        String arn = run(before, task);
        rig.advance(Duration.ofMinutes(1));
        before.kill();
        rig.advance(Duration.ofSeconds(20));
        told.clear();
        return arn;
    }

    /** It is received every two minutes meanwhile, more often than one may be that this process fails on. */
    @Test
    void late_end_is_told_after_half_an_hour_in_which_the_tasks_could_not_be_read() {
        String arn = left("t");
        rig.refusing = call -> Optional.of(failure(Category.TRANSIENT));
        stoppedLongAgo(arn, Duration.ofHours(9));
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(30));
        assertThat(ends()).isZero();
        rig.refusing = call -> Optional.empty();
        rig.advance(Duration.ofMinutes(2));
        assertThat(ends()).isEqualTo(1);
        assertThat(events.left()).as("it may not be durable yet").isEqualTo(1);
        rig.advance(Duration.ofMinutes(8));
        assertThat(events.left()).isZero();
        assertThat(ends()).isEqualTo(1);
        assertThat(rig.warnings).noneMatch(warning -> warning.contains("is deleted"));
    }

    @Test
    void message_that_the_process_fails_on_is_given_up_after_ten_times() {
        relying("t");
        events.send(ScriptedQueue.event("instance-without-an-id/", 1, "ACTIVE"));
        int faults = 0;
        for (int minute = 0; minute < 30; minute++) {
            try {
                rig.advance(Duration.ofMinutes(1));
            } catch (IllegalArgumentException e) {
                faults++;
            }
        }
        assertThat(faults).isEqualTo(EventIntake.MOST_TRIES);
        assertThat(events.left()).isZero();
        assertThat(rig.warnings)
                .singleElement()
                .asString()
                .matches("Message m-\\d+ of 100 bytes in the queue of events was received 11 times, and is deleted");
    }

    /** No receive is under way when as many messages wait as may. */
    @Test
    void fault_when_all_that_waited_is_taken_does_not_end_the_receiving() {
        String instance = ecs.addInstance("a");
        events.send(ScriptedQueue.event("instance-without-an-id/", 1, "ACTIVE"));
        for (int i = 0; i < 1_100; i++) {
            events.send(ScriptedQueue.event(instance, 100 + i, "ACTIVE"));
        }
        rig.refusing = call -> Optional.of(failure(Category.TRANSIENT));
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofSeconds(20));
        assertThat(events.left()).isEqualTo(1_101);
        rig.refusing = call -> Optional.empty();
        assertThatIllegalArgumentException().isThrownBy(() -> rig.advance(Duration.ofMinutes(1)));
        assertThat(events.left()).isEqualTo(1_101);
        rig.advance(Duration.ofSeconds(50));
        assertThat(events.left()).as("the one that it fails on").isEqualTo(1);
    }

    private boolean isSeen(String agent) {
        return inventory.stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .anyMatch(
                        event -> ((InventoryEvent.AgentSeen) event).agent().id().equals(new AgentId(agent)));
    }

    @Test
    void instance_that_comes_while_the_instances_are_read_is_found_by_reading_them_again() {
        relying("t");
        rig.slow.put(EcsOperation.LIST_CONTAINER_INSTANCES, Duration.ofMillis(800));
        rig.advance(Duration.ofMinutes(1));
        events.send(ScriptedQueue.event(ecs.addInstance("b"), 1, "ACTIVE"));
        for (int i = 0; i < 1_000 && rig.count(EcsOperation.LIST_CONTAINER_INSTANCES) == 0; i++) {
            rig.advance(Duration.ofMillis(20));
        }
        // What is listed is what was there when the call was made.
        rig.advance(Duration.ofMillis(100));
        events.send(ScriptedQueue.event(ecs.addInstance("c"), 1, "ACTIVE"));
        rig.advance(Duration.ofSeconds(30));
        assertThat(isSeen("b")).isTrue();
        assertThat(isSeen("c")).isTrue();
        rig.begun.clear();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.count(EcsOperation.LIST_CONTAINER_INSTANCES))
                .as("they rest again")
                .isZero();
    }

    @Test
    void instance_that_was_heard_of_before_it_could_be_used_is_looked_for_again_when_it_can() {
        relying("t");
        rig.advance(Duration.ofMinutes(1));
        String arn = ecs.addInstance("b");
        InstanceView active = ecs.instances.get(arn);
        ecs.instances.put(
                arn,
                new InstanceView(
                        active.arn(),
                        "REGISTERING",
                        active.connected(),
                        active.machineId(),
                        active.registered(),
                        active.remaining(),
                        active.attributes(),
                        active.agentVersion(),
                        1));
        events.send(ScriptedQueue.event(arn, 1, "REGISTERING"));
        rig.advance(Duration.ofSeconds(10));
        ecs.instances.put(arn, active);
        events.send(ScriptedQueue.event(arn, 2, "ACTIVE"));
        rig.advance(Duration.ofSeconds(30));
        assertThat(isSeen("b")).isTrue();
    }

    /** Nothing that was told can be forgotten which no read can have told. */
    @Test
    void late_end_is_told_also_if_the_queue_could_not_be_read_for_longer_than_ends_are_remembered() {
        String arn = left("t");
        events.refusal = Optional.of(failure(Category.DENIED));
        stoppedLongAgo(arn, Duration.ofHours(9));
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.exit(run(engine, "u"), 0);
        rig.advance(Duration.ofMinutes(90));
        assertThat(endedTasks()).containsExactly("u");
        events.refusal = Optional.empty();
        rig.advance(Duration.ofMinutes(10));
        assertThat(endedTasks()).containsExactly("u", "t");
        assertThat(events.left()).isZero();
    }

    /** A queue from which nothing can be deleted repeats its messages for days. */
    @Test
    void late_end_that_is_repeated_for_hours_is_told_once() {
        String arn = left("t");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.exit(run(engine, "u"), 0);
        rig.advance(Duration.ofMinutes(90));
        StateChange end = stoppedLongAgo(arn, Duration.ofHours(9));
        for (int i = 0; i < 8; i++) {
            rig.advance(Duration.ofMinutes(30));
            events.send(end);
        }
        assertThat(endedTasks()).containsExactly("u", "t");
    }

    private List<String> endedTasks() {
        return told.stream()
                .filter(event -> event.phase() instanceof TaskPhase.Ended)
                .map(event -> event.task().task().value())
                .toList();
    }

    @Test
    void what_an_ended_task_held_is_free_soon_though_the_look_at_its_instance_failed() {
        relying("t");
        rig.advance(Duration.ofMinutes(1));
        rig.refusing = call -> call.operation() == EcsOperation.DESCRIBE_CONTAINER_INSTANCES
                ? Optional.of(failure(Category.THROTTLED))
                : Optional.empty();
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(15));
        assertThat(lastSeen().holdings()).isNotEmpty();
        rig.refusing = call -> Optional.empty();
        rig.advance(Duration.ofSeconds(30));
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void looks_at_health_do_not_pile_up_while_they_are_answered_slowly() {
        relying("t");
        ecs.tasks.computeIfPresent(ecs.only(), (arn, task) -> task.health("HEALTHY"));
        rig.advance(Duration.ofSeconds(90));
        rig.slow.put(EcsOperation.DESCRIBE_TASKS, Duration.ofMinutes(2));
        rig.advance(Duration.ofHours(1));
        rig.slow.clear();
        rig.begun.clear();
        rig.advance(Duration.ofMinutes(4));
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("no more than ever, once the last slow answer has come")
                .isBetween(22L, 52L);
    }

    @Test
    void end_that_was_heard_in_time_is_kept_for_a_framework_that_comes_when_ecs_has_forgotten_it() {
        FrameworkId other = new FrameworkId("f-2");
        ecs.addInstance("a");
        EngineRig before = started(LaunchMode.RUN_TASK);
        before.watch(other);
        before.launch(launch(other, "theirs", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        String arn = ecs.only();
        ecs.run(arn);
        rig.advance(Duration.ofSeconds(5));
        before.kill();
        rig.advance(Duration.ofSeconds(20));
        told.clear();
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(5));
        ecs.exit(arn, 0);
        rig.advance(Duration.ofHours(2));
        assertThat(events.left()).isZero();
        ecs.tasks.remove(arn);
        engine.watch(other);
        rig.advance(Duration.ofMinutes(1));
        assertThat(ends()).isEqualTo(1);
    }

    @Test
    void older_event_that_comes_later_does_not_make_a_newer_one_be_missed() {
        EngineRig engine = relying("t");
        events.deliveries = change -> change instanceof StateChange.OfTask told
                        && !told.task().lastStatus().equals("RUNNING")
                ? List.of(Duration.ofSeconds(2))
                : List.of(Duration.ZERO);
        String arn = run(engine, "u");
        rig.advance(Duration.ofSeconds(5));
        events.deliveries = change -> List.of(Duration.ZERO);
        ecs.tasks.put(arn, ecs.tasks.get(arn).health("HEALTHY"));
        rig.advance(EventReliance.PATIENCE.plusMinutes(2));
        assertThat(engine.events().reliedUpon()).isTrue();
        assertThat(rig.warnings).isEmpty();
    }
}
