package dev.isthmus.ecs.engine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand tasks and a tenth of the budget: to list all that run takes ten calls, which the share allows every 12.5 s, to list all that have stopped takes one, every
 * 2.5 s (ADR 63).
 */
class EndsOfManyTest extends EcsEngineBench {

    private static final int TASKS = 1_000;

    private TaskView pattern;

    @BeforeEach
    void start() {
        budgetPercent = 10;
        ecs.addInstance("i");
        EngineRig earlier = started(LaunchMode.RUN_TASK);
        earlier.launch(launch("t", "i"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        ecs.run(ecs.only());
        pattern = ecs.tasks.get(ecs.only());
        earlier.kill();
        inventory.clear();
        ecs.tasks.clear();
        for (int i = 0; i < TASKS; i++) {
            add(i, FRAMEWORK);
        }
    }

    private static String arn(int number) {
        return "arn:aws:ecs:us-east-1:1:task/c/many-" + number;
    }

    private void add(int number, FrameworkId framework) {
        SortedMap<String, String> identity = new TreeMap<>(pattern.identity());
        identity.put("ISTHMUS_TASK_ID", "t" + number);
        identity.put("ISTHMUS_LAUNCH_ID", String.format(Locale.ROOT, "%032x", number + 1));
        identity.put("ISTHMUS_FRAMEWORK_ID", framework.value());
        ecs.tasks.put(
                arn(number),
                new TaskView(
                        arn(number),
                        pattern.version(),
                        pattern.lastStatus(),
                        pattern.desiredStatus(),
                        pattern.instanceArn(),
                        framework.equals(FRAMEWORK) ? pattern.startedBy() : "isthmus/another",
                        identity,
                        pattern.mainContainer(),
                        pattern.containers(),
                        pattern.health(),
                        pattern.stopCode(),
                        pattern.stoppedReason(),
                        pattern.times()));
    }

    /** A driver that has been there for a while, to which nothing is new. */
    private void atRest() {
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(7));
        rig.begun.clear();
        told.clear();
    }

    private long listings(boolean stopped) {
        return rig.begun.stream()
                .filter(call ->
                        call instanceof EcsCall.ListTasks list && list.filter().stopped() == stopped)
                .count();
    }

    @Test
    void running_tasks_are_listed_once_a_minute_and_stopped_ones_in_every_round() {
        atRest();
        rig.advance(Duration.ofMinutes(10));
        assertThat(listings(false)).as("ten calls each time").isBetween(80L, 110L);
        assertThat(listings(true)).isBetween(100L, 125L);
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("all of them, twice")
                .isBetween(10L, 30L);
    }

    @Test
    void required_TL12_an_end_is_told_after_the_next_round() {
        atRest();
        for (int number : List.of(3, 567, 999)) {
            rig.advance(Duration.ofSeconds(23));
            told.clear();
            ecs.exit(arn(number), 7);
            rig.advance(Duration.ofSeconds(8));
            assertThat(told)
                    .singleElement()
                    .satisfies(event -> assertThat(event.task().task()).isEqualTo(new TaskId("t" + number)));
            assertThat(end().exitCode()).hasValue(7);
        }
    }

    @Test
    void what_was_not_started_by_isthmus_is_not_described_when_it_has_stopped() {
        ecs.tasks.put(arn(-1), foreign(arn(-1)));
        atRest();
        rig.advance(Duration.ofSeconds(1));
        rig.begun.clear();
        ecs.exit(arn(-1), 0);
        rig.advance(Duration.ofSeconds(20));
        assertThat(rig.begun)
                .noneMatch(call -> call instanceof EcsCall.DescribeTasks describe
                        && describe.arns().contains(arn(-1)));
    }

    private TaskView foreign(String arn) {
        return new TaskView(
                arn,
                1,
                "RUNNING",
                "RUNNING",
                pattern.instanceArn(),
                "somebody",
                new TreeMap<>(),
                "",
                List.of(),
                "UNKNOWN",
                "",
                "",
                pattern.times());
    }

    @Test
    void what_another_driver_held_is_free_after_the_next_round() {
        for (int i = 0; i < 3; i++) {
            add(TASKS + i, new FrameworkId("another"));
        }
        atRest();
        assertThat(lastSeen().holdings()).hasSize(TASKS + 3);
        for (int i = 0; i < 3; i++) {
            rig.advance(Duration.ofSeconds(17));
            ecs.exit(arn(TASKS + i), 0);
            rig.advance(Duration.ofSeconds(12));
            assertThat(lastSeen().holdings()).hasSize(TASKS + 2 - i);
        }
    }

    @Test
    void required_OS14_what_another_driver_starts_is_known_within_a_minute() {
        atRest();
        add(TASKS, new FrameworkId("another"));
        rig.advance(Duration.ofSeconds(66));
        assertThat(lastSeen().holdings()).hasSize(TASKS + 1);
    }

    @Test
    void health_is_looked_at_in_every_round() {
        ecs.tasks.put(arn(5), ecs.tasks.get(arn(5)).health("HEALTHY"));
        atRest();
        for (boolean isHealthy : new boolean[] {false, true, false}) {
            told.clear();
            ecs.tasks.put(arn(5), ecs.tasks.get(arn(5)).health(isHealthy ? "HEALTHY" : "UNHEALTHY"));
            rig.advance(Duration.ofSeconds(8));
            assertThat(told)
                    .singleElement()
                    .satisfies(event -> assertThat(((TaskPhase.Running) event.phase()).healthy())
                            .isEqualTo(Optional.of(isHealthy)));
        }
    }

    /** It may have a health check of a definition that is not ours. */
    @Test
    void new_task_that_turns_out_to_have_a_health_check_is_seen_within_a_minute() {
        atRest();
        add(TASKS, FRAMEWORK);
        rig.advance(Duration.ofSeconds(66));
        told.clear();
        ecs.tasks.put(arn(TASKS), ecs.tasks.get(arn(TASKS)).health("HEALTHY"));
        rig.advance(Duration.ofSeconds(66));
        assertThat(told).hasSize(1);
    }

    @Test
    void where_more_has_stopped_than_runs_the_running_tasks_are_listed() {
        manyHaveStopped();
        atRest();
        rig.advance(Duration.ofMinutes(10));
        assertThat(listings(false)).as("every 15 s, ten calls each").isGreaterThan(350);
        assertThat(listings(true))
                .as("tried now and then, four calls each, as the answer is known then")
                .isBetween(4L, 12L);
    }

    private void manyHaveStopped() {
        for (int i = 0; i < 3 * TASKS; i++) {
            ecs.tasks.put(arn(-2 - i), foreign(arn(-2 - i)));
            ecs.exit(arn(-2 - i), 0);
        }
    }

    /** Listing all that have stopped would take 15 s, in which the ends in the listing of running tasks would not be told. */
    @Test
    void required_TL12_no_end_waits_for_a_listing_of_more_stopped_tasks_than_are_of_use() {
        manyHaveStopped();
        atRest();
        int longest = 0;
        for (int number = 0; number < 60; number++) {
            rig.advance(Duration.ofSeconds(number % 7));
            told.clear();
            ecs.exit(arn(number), 7);
            int seconds = 0;
            while (told.isEmpty()) {
                rig.advance(Duration.ofSeconds(1));
                seconds++;
            }
            longest = Math.max(longest, seconds);
        }
        assertThat(longest)
                .as("listed every 12.5 s, up to 5 s later as rounds come, which takes 5 s")
                .isLessThan(24);
    }

    /** It is a task of ours that must not run: listings of stopped tasks do not show it. */
    @Test
    void required_TL12_a_task_that_turns_up_after_it_was_given_up_is_stopped_as_soon_as_without() {
        atRest();
        List<TaskView> gone = IntStream.range(0, 3)
                .mapToObj(number -> ecs.tasks.remove(arn(number)))
                .toList();
        rig.advance(Duration.ofMinutes(4));
        assertThat(told).as("vanished").hasSize(3);
        for (TaskView task : gone) {
            rig.advance(Duration.ofSeconds(47));
            rig.begun.clear();
            ecs.tasks.put(task.arn(), task);
            rig.advance(Duration.ofSeconds(23));
            assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
        }
    }

    @Test
    void a_task_that_must_not_run_and_could_not_be_stopped_is_looked_for_as_soon_as_without() {
        atRest();
        add(TASKS, FRAMEWORK);
        rig.refusing = call -> call instanceof EcsCall.Stop
                ? Optional.of(CallFailure.of(Category.DENIED, "AccessDeniedException", CallFailure.Done.NO, "no"))
                : Optional.empty();
        // The twin of another.
        ecs.tasks.put(arn(TASKS), twin(arn(TASKS), arn(7)));
        rig.advance(Duration.ofSeconds(75));
        rig.refusing = call -> Optional.empty();
        rig.begun.clear();
        rig.advance(Duration.ofSeconds(23));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
    }

    private TaskView twin(String arn, String of) {
        TaskView one = ecs.tasks.get(of);
        return new TaskView(
                arn,
                one.version(),
                one.lastStatus(),
                one.desiredStatus(),
                one.instanceArn(),
                one.startedBy(),
                one.identity(),
                one.mainContainer(),
                one.containers(),
                one.health(),
                one.stopCode(),
                one.stoppedReason(),
                one.times());
    }

    @Test
    void a_start_that_turns_up_after_it_was_given_up_is_stopped_as_soon_as_without() {
        String late = startedUnheard();
        ecs.invisible.add(late);
        rig.advance(Duration.ofMinutes(3));
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        afterAListing();
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(23));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
    }

    @Test
    void a_start_that_turns_out_to_have_been_made_twice_is_stopped_as_soon_as_without() {
        String found = startedUnheard();
        rig.advance(Duration.ofMinutes(3));
        assertThat(told).as("it was found").isNotEmpty();
        afterAListing();
        ecs.tasks.put(arn(-1), twin(arn(-1), found));
        rig.advance(Duration.ofSeconds(23));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isEqualTo(1);
    }

    /** The ARN of a task of which it was not heard that it was started. */
    private String startedUnheard() {
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.advance(Duration.ofMinutes(7));
        told.clear();
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("late", "i"), outcomes::add);
        while (ecs.tasks.size() == TASKS) {
            rig.advance(Duration.ofMillis(10));
        }
        return ecs.tasks.keySet().stream().skip(TASKS).findFirst().orElseThrow();
    }

    /** Running tasks have just been listed. */
    private void afterAListing() {
        rig.begun.clear();
        while (listings(false) < 10) {
            rig.advance(Duration.ofMillis(100));
        }
        rig.advance(Duration.ofSeconds(1));
        rig.begun.clear();
    }
}
