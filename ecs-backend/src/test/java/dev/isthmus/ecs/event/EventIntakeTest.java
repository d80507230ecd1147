package dev.isthmus.ecs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine makes of events: sooner told, seldom polled, and nothing lost or told twice. */
class EventIntakeTest extends EventBench {

    @Test
    void required_TL27_an_end_is_told_as_soon_as_its_event_comes_and_nothing_is_read_for_it() {
        EngineRig engine = relying("t");
        String arn = run(engine, "u");
        rig.advance(Duration.ofMinutes(2));
        rig.begun.clear();
        told.clear();
        ecs.exit(arn, 3);
        rig.advance(Duration.ofMillis(25));
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
        assertThat(end().exitCode()).hasValue(3);
        assertThat(reads()).isZero();
    }

    @Test
    void what_an_ended_task_held_is_free_at_once() {
        relying("t");
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofMillis(200));
        assertThat(lastSeen().holdings()).isEmpty();
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isEqualTo(1);
    }

    @Test
    void cluster_at_rest_is_read_by_a_net_alone() {
        relying("t");
        rig.advance(Duration.ofMinutes(5));
        rig.begun.clear();
        rig.advance(Duration.ofHours(1));
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isBetween(3L, 5L);
        assertThat(rig.count(EcsOperation.LIST_CONTAINER_INSTANCES)).isBetween(3L, 5L);
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isBetween(3L, 5L);
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("of that one task")
                .isLessThanOrEqualTo(4);
    }

    /** The figure that the guide names. */
    @Test
    void reads_at_rest_fall_by_95_percent_and_more() {
        List<Long> counts = new ArrayList<>();
        for (boolean hears : List.of(false, true)) {
            Resting world = new Resting(hears, 30, 20);
            counts.add(world.readsInAnHour());
        }
        assertThat(counts.get(1) * 20).as("of %s without", counts.get(0)).isLessThanOrEqualTo(counts.get(0));
    }

    @Test
    void task_with_a_health_check_goes_on_being_looked_at() {
        relying("t");
        String arn = ecs.only();
        rig.advance(Duration.ofSeconds(1));
        ecs.tasks.put(arn, ecs.tasks.get(arn).health("HEALTHY"));
        rig.advance(Duration.ofSeconds(66));
        assertThat(health())
                .as("one of a definition that is not ours shows by itself")
                .hasValue(true);
        rig.begun.clear();
        ecs.tasks.put(arn, ecs.tasks.get(arn).health("UNHEALTHY"));
        rig.advance(Duration.ofSeconds(6));
        assertThat(health()).hasValue(false);
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS)).isBetween(115L, 130L);
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isZero();
        ecs.run(arn);
        rig.advance(Duration.ofMillis(100));
        assertThat(health()).as("its events tell none").hasValue(false);
    }

    private Optional<Boolean> health() {
        return ((TaskPhase.Running) told.get(told.size() - 1).phase()).healthy();
    }

    @Test
    void nothing_is_relied_upon_before_an_event_has_come() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(2));
        rig.begun.clear();
        rig.advance(Duration.ofMinutes(1));
        assertThat(engine.events().reliedUpon()).isFalse();
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isBetween(11L, 13L);
        events.send(ScriptedQueue.event(InstanceViewArn.of(ecs.instances.keySet()), 7, "ACTIVE"));
        rig.advance(Duration.ofSeconds(1));
        assertThat(engine.events().reliedUpon()).isTrue();
    }

    @Test
    void event_that_never_comes_after_a_start_of_ours_is_missed_and_told_once() {
        events.deliveries = change -> List.of();
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        run(engine, "t");
        run(engine, "u");
        rig.advance(Duration.ofMinutes(20));
        run(engine, "v");
        rig.advance(Duration.ofMinutes(20));
        assertThat(rig.warnings)
                .singleElement()
                .asString()
                .startsWith("No event of task arn:aws:ecs:us-east-1:1:task/c/1 has come for 5 min")
                .contains("rule of EventBridge", "policy of the queue", "nobody else receives");
        assertThat(engine.events().reliedUpon()).isFalse();
    }

    @Test
    void rule_that_is_removed_is_noticed_by_the_next_start_and_the_usual_rates_come_back() {
        EngineRig engine = relying("t");
        events.deliveries = change -> List.of();
        run(engine, "u");
        rig.advance(Duration.ofMinutes(6));
        assertThat(rig.warnings).singleElement().asString().contains("No event of task");
        rig.begun.clear();
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isBetween(11L, 14L);
        events.deliveries = change -> List.of(Duration.ZERO);
        run(engine, "v");
        rig.advance(Duration.ofMinutes(1));
        assertThat(engine.events().reliedUpon())
                .as("one that comes is not enough")
                .isFalse();
        rig.advance(Duration.ofMinutes(6));
        assertThat(engine.events().reliedUpon()).as("none was missed meanwhile").isTrue();
        assertThat(rig.warnings).hasSize(1);
    }

    @Test
    void rule_that_is_removed_is_noticed_by_an_end_that_a_read_finds() {
        EngineRig engine = relying("t");
        events.deliveries = change -> List.of();
        ecs.exit(ecs.only(), 0);
        rig.advance(RestingRounds.NET.plusSeconds(30));
        assertThat(end().ending()).as("the net has found it").isEqualTo(Ending.EXITED);
        rig.advance(EventReliance.PATIENCE.plusMinutes(1));
        assertThat(engine.events().reliedUpon()).isFalse();
        assertThat(rig.warnings).hasSize(1);
    }

    /** Who shares a queue gets some of the events of each task; that the task has run is known by then, but not from its event. */
    @Test
    void queue_that_somebody_else_receives_from_is_noticed() {
        EngineRig engine = relying("t");
        int[] number = {0};
        events.deliveries = change -> number[0]++ % 2 == 0 ? List.of(Duration.ZERO) : List.of();
        for (int i = 0; i < 4; i++) {
            run(engine, "shared-" + i);
        }
        rig.advance(Duration.ofMinutes(7));
        assertThat(engine.events().reliedUpon()).isFalse();
        assertThat(rig.warnings).singleElement().asString().contains("nobody else receives from the queue");
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"DENIED", "CALLER", "TRANSIENT", "THROTTLED"})
    void queue_that_cannot_be_received_from_is_told_once_and_the_polls_go_on_as_without(Category category) {
        EngineRig engine = relying("t");
        events.refusal = Optional.of(CallFailure.of(category, "Code", Done.NO, "why, and what to do"));
        rig.advance(Duration.ofMinutes(2));
        assertThat(engine.events().reliedUpon()).isFalse();
        rig.begun.clear();
        int receives = events.receives;
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.warnings)
                .containsExactly(
                        "Events cannot be received, and the cluster is polled as without them until they can: why, and what to do");
        assertThat(events.receives - receives).as("with backoff").isBetween(8, 12);
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isGreaterThan(100);
        events.refusal = Optional.empty();
        rig.advance(Duration.ofMinutes(2));
        assertThat(engine.events().reliedUpon()).isTrue();
        assertThat(rig.notes).extracting(note -> note.text()).contains("The queue of events answers again");
    }

    @Test
    void one_failure_that_passes_is_not_told() {
        relying("t");
        events.refusal = Optional.of(CallFailure.of(Category.TRANSIENT, "", Done.NO, "503"));
        rig.advance(Duration.ofSeconds(20));
        events.refusal = Optional.empty();
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void server_that_does_not_wait_for_messages_is_not_asked_without_a_pause() {
        events.impatient = true;
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        int receives = events.receives;
        rig.advance(Duration.ofSeconds(30));
        assertThat(events.receives - receives).isBetween(25, 35);
    }

    @Test
    void many_messages_are_received_at_once() {
        relying("t");
        String instance = InstanceViewArn.of(ecs.instances.keySet());
        for (int i = 0; i < 2_000; i++) {
            events.send(ScriptedQueue.event(instance, 100 + i, "ACTIVE"));
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(events.left()).isZero();
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES))
                .as("looked at a few times, and not once for each")
                .isBetween(1L, 6L);
    }

    @Test
    void message_is_deleted_only_after_it_was_applied_and_none_before_the_tasks_were_read() {
        ecs.addInstance("a");
        EngineRig first = started(LaunchMode.RUN_TASK);
        String arn = run(first, "t");
        first.kill();
        // The receive that it has begun is over.
        rig.advance(Duration.ofSeconds(20));
        told.clear();
        int deletes = events.deletes;
        ecs.exit(arn, 0);
        events.deletions = change -> change.match(new Only(task -> {
            assertThat(recovered).as("the tasks were read before").isGreaterThan(1);
            if (task.stopped()) {
                assertThat(ends()).as("its end was told before").isEqualTo(1);
            }
        }));
        rig.slow.put(EcsOperation.LIST_TASKS, Duration.ofSeconds(5));
        EngineRig second = engine(LaunchMode.RUN_TASK);
        second.startOffers();
        second.watch(FRAMEWORK);
        rig.advance(Duration.ofSeconds(3));
        assertThat(events.left()).as("received, and not applied yet").isPositive();
        assertThat(events.deletes).isEqualTo(deletes);
        rig.advance(Duration.ofMinutes(3));
        assertThat(ends()).isEqualTo(1);
        assertThat(events.left()).isZero();
    }

    /** Whenever the process ends, each end is told by it or by the next one, as a message that was not deleted comes again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 11, 12, 15, 19, 21, 25, 29, 31, 35, 45})
    void process_that_ends_in_between_loses_no_end(int afterMillis) {
        EngineRig first = relying("t");
        String arn = ecs.only();
        ecs.exit(arn, 0);
        // ECS has forgotten it when the next one asks.
        ecs.invisible.add(arn);
        rig.advance(Duration.ofMillis(afterMillis));
        boolean wasTold = ends() == 1;
        first.kill();
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(3));
        assertThat(ends()).isGreaterThanOrEqualTo(1);
        assertThat(wasTold).isEqualTo(afterMillis >= 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void required_TL28_end_that_ecs_has_forgotten_is_told_once_and_stays_in_the_queue_until_it_is_durable(int copies) {
        ecs.addInstance("a");
        EngineRig before = started(LaunchMode.RUN_TASK);
        String arn = run(before, "t");
        rig.advance(Duration.ofMinutes(1));
        before.kill();
        // The receive that it has begun is over.
        rig.advance(Duration.ofSeconds(20));
        told.clear();
        events.deliveries = change -> Collections.nCopies(copies, Duration.ZERO);
        stoppedLongAgo(arn, Duration.ofHours(9));
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofSeconds(1));
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
        rig.advance(Duration.ofMinutes(4));
        assertThat(events.left()).isEqualTo(1);
        rig.advance(Duration.ofMinutes(4));
        assertThat(events.left()).isZero();
        assertThat(ends()).isEqualTo(1);
        assertThat(engine.alive()).isTrue();
    }

    @Test
    void late_end_of_a_framework_that_nobody_watches_is_kept_for_when_it_comes() {
        FrameworkId other = new FrameworkId("f-2");
        ecs.addInstance("a");
        EngineRig before = started(LaunchMode.RUN_TASK);
        before.watch(other);
        before.launch(launch(other, "theirs", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        String arn = ecs.only();
        before.kill();
        told.clear();
        EngineRig engine = started(LaunchMode.RUN_TASK);
        stoppedLongAgo(arn, Duration.ofHours(3));
        rig.advance(Duration.ofMinutes(3));
        assertThat(ends()).isZero();
        assertThat(events.left()).isZero();
        engine.watch(other);
        rig.advance(Duration.ofSeconds(2));
        assertThat(ends()).isEqualTo(1);
    }

    @Test
    void tasks_of_others_are_described_once_and_freed_by_their_end() {
        relying("t");
        EngineRig other = new OtherDriver().started();
        rig.begun.clear();
        other.launch(launch(new FrameworkId("f-9"), "theirs", "a"), outcome -> {});
        rig.advance(Duration.ofSeconds(1));
        events.send(ScriptedQueue.event(InstanceViewArn.of(ecs.instances.keySet()), 8, "ACTIVE"));
        rig.advance(Duration.ofSeconds(2));
        assertThat(lastSeen().holdings()).hasSize(2);
        String theirs = ecs.tasks.keySet().stream().skip(1).findFirst().orElseThrow();
        other.kill();
        ecs.exit(theirs, 0);
        events.send(ScriptedQueue.event(InstanceViewArn.of(ecs.instances.keySet()), 9, "ACTIVE"));
        rig.advance(Duration.ofSeconds(1));
        assertThat(lastSeen().holdings()).hasSize(1);
    }

    @Test
    void stale_event_of_a_task_that_is_over_starts_nothing_and_is_not_even_read_for() {
        EngineRig engine = relying("t");
        String arn = ecs.only();
        TaskView running = ecs.tasks.get(arn);
        ecs.exit(arn, 0);
        rig.advance(Duration.ofSeconds(1));
        rig.begun.clear();
        events.send(ScriptedQueue.event(running));
        rig.advance(Duration.ofSeconds(5));
        assertThat(ends()).isEqualTo(1);
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Ended.class);
        assertThat(reads()).isZero();
        assertThat(engine.events().stale() + engine.events().duplicates()).isPositive();
    }

    /** It may be days old: what it says is not believed, and ECS is asked. */
    @Test
    void event_of_a_running_task_that_nobody_knows_is_a_hint_and_no_more() {
        EngineRig engine = relying("t");
        TaskView real = ecs.tasks.get(ecs.only());
        TaskView ghost = ScriptedQueue.event(real).task();
        events.send(new StateChange.OfTask(
                ScriptedQueue.CLUSTER,
                new TaskView(
                        real.arn() + "0",
                        ghost.version(),
                        "RUNNING",
                        "RUNNING",
                        ghost.instanceArn(),
                        ghost.startedBy(),
                        new TreeMap<>(Map.of(
                                "ISTHMUS_LAUNCH_ID", "l-0",
                                "ISTHMUS_FRAMEWORK_ID", FRAMEWORK.value(),
                                "ISTHMUS_TASK_ID", "ghost")),
                        ghost.mainContainer(),
                        ghost.containers(),
                        ghost.health(),
                        "",
                        "",
                        ghost.times()),
                Optional.empty()));
        int before = told.size();
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS)).isEqualTo(1);
        assertThat(told).hasSize(before);
        assertThat(engine.alive()).isTrue();
    }

    @Test
    void draining_instance_is_known_within_a_second_and_looked_at_alone() {
        relying("t");
        String arn = InstanceViewArn.of(ecs.instances.keySet());
        ecs.setInstanceState(arn, true);
        events.send(ScriptedQueue.event(arn, 5, "DRAINING"));
        rig.advance(Duration.ofSeconds(1));
        assertThat(lastSeen().state()).isEqualTo(AgentState.DRAINING);
        assertThat(rig.count(EcsOperation.LIST_CONTAINER_INSTANCES)).isZero();
    }

    @Test
    void instance_that_came_is_found_soon_and_one_that_the_filter_keeps_out_is_looked_for_once() {
        instances = Optional.of("i-a i-b");
        relying("t");
        String known = ecs.addInstance("b");
        events.send(ScriptedQueue.event(known, 1, "ACTIVE"));
        rig.advance(Duration.ofSeconds(3));
        assertThat(inventory)
                .filteredOn(InventoryEvent.AgentSeen.class::isInstance)
                .extracting(event -> ((InventoryEvent.AgentSeen) event).agent().id())
                .contains(new AgentId("b"));
        rig.begun.clear();
        for (int i = 0; i < 10; i++) {
            events.send(ScriptedQueue.event(known.replaceFirst("/b$", "/stranger"), 1 + i, "ACTIVE"));
            rig.advance(Duration.ofSeconds(20));
        }
        assertThat(rig.count(EcsOperation.LIST_CONTAINER_INSTANCES)).isEqualTo(1);
    }

    @Test
    void old_news_of_an_instance_is_not_read_for() {
        relying("t");
        String arn = InstanceViewArn.of(ecs.instances.keySet());
        ecs.instances.compute(arn, (key, was) -> InstanceViewArn.versioned(was, 12));
        events.send(ScriptedQueue.event(arn, 11, "ACTIVE"));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isEqualTo(1);
        events.send(ScriptedQueue.event(arn, 11, "ACTIVE"));
        events.send(ScriptedQueue.event(arn, 12, "ACTIVE"));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isEqualTo(1);
        events.send(ScriptedQueue.event(arn, 13, "ACTIVE"));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES)).isEqualTo(2);
    }

    @Test
    void poison_is_told_by_id_and_size_and_deleted() {
        EngineRig engine = relying("t");
        events.send(new StateChange.Unreadable("it is no JSON object"));
        events.send(new StateChange.OfOtherType("ECS Service Action"));
        events.send(new StateChange.OfInstance(
                "arn:aws:ecs:us-east-1:1:cluster/other", "i/1", 1, "ACTIVE", Optional.empty()));
        events.send(
                new StateChange.OfInstance("arn:aws:ecs:eu-west-1:1:cluster/c", "i/1", 1, "ACTIVE", Optional.empty()));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.warnings).hasSize(2);
        assertThat(rig.warnings.get(0))
                .matches(
                        "Message m-\\d+ of 100 bytes in the queue of events is no event of ECS, and is deleted: it is no JSON object");
        assertThat(rig.warnings.get(1)).contains("arn:aws:ecs:us-east-1:1:cluster/other");
        assertThat(events.left()).isZero();
        assertThat(engine.events().unreadable()).isEqualTo(1);
        assertThat(engine.events().others()).isEqualTo(3);
        assertThat(reads()).isZero();
    }

    @Test
    void off_nothing_is_received() {
        queue = Optional.empty();
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(1));
        assertThat(events.receives).isZero();
    }

    private static final class InstanceViewArn {

        private InstanceViewArn() {}

        static String of(Iterable<String> arns) {
            return arns.iterator().next();
        }

        static InstanceView versioned(InstanceView was, long version) {
            return new InstanceView(
                    was.arn(),
                    was.status(),
                    was.connected(),
                    was.machineId(),
                    was.registered(),
                    was.remaining(),
                    was.attributes(),
                    was.agentVersion(),
                    version);
        }
    }

    /** What is said of tasks. */
    private record Only(Consumer<TaskView> tasks) implements StateChange.Cases {

        @Override
        public void task(StateChange.OfTask change) {
            tasks.accept(change.task());
        }

        @Override
        public void instance(StateChange.OfInstance change) {}

        @Override
        public void otherType(StateChange.OfOtherType change) {}

        @Override
        public void unreadable(StateChange.Unreadable change) {}
    }

    /** A driver of another framework, which hears no events. */
    private final class OtherDriver {

        EngineRig started() {
            queue = Optional.empty();
            List<InventoryEvent> ours = List.copyOf(inventory);
            EngineRig engine = engine(LaunchMode.RUN_TASK);
            queue = Optional.of(events);
            engine.watch(new FrameworkId("f-9"));
            rig.advance(Duration.ofSeconds(1));
            inventory.clear();
            inventory.addAll(ours);
            return engine;
        }
    }
}
