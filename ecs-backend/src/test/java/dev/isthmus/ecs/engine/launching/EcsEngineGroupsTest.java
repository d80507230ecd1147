package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Groups, each of them one ECS task: accounted, found again, given up and stopped as a whole. */
class EcsEngineGroupsTest extends EcsEngineBench {

    private static GroupLaunch group(String... tasks) {
        return new GroupLaunch(Stream.of(tasks).map(task -> launch(task, "a")).toList());
    }

    private List<String> heard() {
        return told.stream()
                .map(event -> event.task().task() + " "
                        + (event.phase() instanceof TaskPhase.Ended ended
                                ? ended.ending()
                                : event.phase().getClass().getSimpleName()))
                .toList();
    }

    @Test
    void one_call_starts_and_one_stops_them_all() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        GroupLaunch group = group("t", "u");
        engine.launchGroup(group, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(2));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(heard())
                .containsExactly("t Staging", "u Staging", "t Starting", "t Running", "u Starting", "u Running");

        group.tasks().forEach(task -> engine.stop(task.launch(), "enough", stops::add));
        rig.advance(Duration.ofSeconds(5));
        assertThat(stops).hasSize(2).allMatch(StopOutcome.Accepted.class::isInstance);
        assertThat(rig.count(EcsOperation.RUN_TASK)).isEqualTo(1);
        assertThat(rig.count(EcsOperation.STOP_TASK))
                .as("stopping each is once")
                .isEqualTo(1);
        assertThat(heard()).endsWith("t STOPPED", "u STOPPED");
    }

    @Test
    void group_of_one_is_a_task() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launchGroup(group("t"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(ecs.tasks.get(ecs.only()).mainContainer()).isEqualTo("main");
    }

    @Test
    void group_of_another_driver_is_held_while_it_lives() {
        ecs.addInstance("a");
        EngineRig other = started(LaunchMode.START_TASK);
        other.launchGroup(group("their-1", "their-2"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        inventory.clear();
        EngineRig ours = engine(LaunchMode.RUN_TASK);
        ours.startOffers();
        ours.watch(new FrameworkId("f-2"));
        rig.advance(Duration.ofSeconds(1));
        assertThat(lastSeen().holdings())
                .extracting(holding -> holding.demand().toString())
                .containsExactly("disk:5", "disk:5");
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(6));
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void group_of_an_earlier_process_is_adopted_and_stopped_as_one() {
        ecs.addInstance("a");
        EngineRig before = started(LaunchMode.RUN_TASK);
        GroupLaunch group = group("t", "u");
        before.launchGroup(group, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        before.close();
        told.clear();
        EngineRig after = started(LaunchMode.RUN_TASK);
        assertThat(heard()).containsExactly("t Running", "u Running");
        assertThat(lastSeen().holdings()).hasSize(2);
        after.stop(group.tasks().get(1).launch(), "enough", stops::add);
        after.stop(group.tasks().get(0).launch(), "enough", stops::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
        assertThat(heard()).endsWith("t STOPPED", "u STOPPED");
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void lost_answer_is_settled_for_each_by_watching() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launchGroup(group("t", "u"), outcomes::add);
        rig.advance(Duration.ofSeconds(3));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(rig.count(EcsOperation.START_TASK)).isEqualTo(1);
        assertThat(heard()).containsExactly("t Staging", "u Staging");
    }

    @Test
    void group_that_turns_up_after_it_was_given_up_is_stopped_once() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launchGroup(group("t", "u"), outcomes::add);
        rig.advance(Duration.ofMillis(15));
        String arn = ecs.only();
        ecs.invisible.add(arn);
        rig.advance(WINDOW.plusSeconds(12));
        assertThat(heard()).containsExactly("t NOT_LAUNCHED", "u NOT_LAUNCHED");
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks.get(arn).stoppedReason()).startsWith("Isthmus: ").contains("given up");
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
        assertThat(told).as("each end was told once").hasSize(2);
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void stop_of_one_before_the_call_is_made_tells_of_each() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        GroupLaunch group = group("t", "u");
        rig.refuse(EcsOperation.RUN_TASK, Category.THROTTLED, "ThrottlingException", "too often");
        engine.launchGroup(group, outcomes::add);
        rig.advance(Duration.ofMillis(15));
        engine.stop(group.tasks().get(1).launch(), "changed its mind", stops::add);
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks).isEmpty();
        assertThat(heard()).containsExactly("t STOPPED", "u STOPPED");
    }

    @Test
    void group_that_vanishes_is_too_much_for_patience_once() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launchGroup(group("t", "u"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        ecs.run(ecs.only());
        ecs.invisible.add(ecs.only());
        rig.advance(WINDOW.plusSeconds(10));
        assertThat(told.stream()
                        .filter(event ->
                                event.phase() instanceof TaskPhase.Ended ended && ended.ending() == Ending.VANISHED)
                        .map(event -> event.task().task().value()))
                .containsExactly("t", "u");
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void group_that_ecs_cannot_take_is_refused_by_number() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launchGroup(group(IntStream.range(0, 11).mapToObj(i -> "t" + i).toArray(String[]::new)), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("the group has 11 tasks", "at most 10 containers", "make smaller groups"));
        assertThat(ecs.tasks).isEmpty();
    }
}
