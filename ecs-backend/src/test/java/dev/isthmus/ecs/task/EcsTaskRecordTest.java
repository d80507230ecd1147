package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.view.TaskArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate, and conformance table b.1: where a living task is. */
class EcsTaskRecordTest {

    private final EcsTaskRecord tracked = new EcsTaskRecord(TaskViews.TASK, TaskArn.of(TaskViews.ARN), false);

    private List<String> observe(TaskViews views) {
        return names(tracked.observe(views.view(), true, TaskViews.T0, TaskViews.T0));
    }

    private static List<String> names(List<TaskEvent> events) {
        return events.stream()
                .map(event -> event.phase().getClass().getSimpleName())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISIONING, RUNNING, Staging",
        "PENDING, RUNNING, Staging",
        "ACTIVATING, RUNNING, Starting",
        "RUNNING, RUNNING, Running",
        "RUNNING, STOPPED, Stopping",
        "PENDING, STOPPED, Stopping",
        "DEACTIVATING, STOPPED, Stopping",
        "STOPPING, STOPPED, Stopping",
        "DEPROVISIONING, STOPPED, Stopping",
        "STOPPED, STOPPED, Ended",
    })
    void status_is_a_phase(String last, String desired, String phase) {
        assertThat(names(tracked.observe(TaskViews.of(last, desired).view(), false, TaskViews.T0, TaskViews.T0)))
                .containsExactly(phase);
    }

    @Test
    void pending_after_the_pull_is_starting() {
        assertThat(observe(TaskViews.of("PENDING", "RUNNING").pulled())).containsExactly("Starting");
    }

    @Test
    void status_that_we_do_not_know_is_no_news() {
        assertThat(observe(TaskViews.of("LEVITATING", "RUNNING"))).isEmpty();
    }

    @Test
    void running_that_nobody_saw_is_told_before_the_end() {
        observe(TaskViews.of("PENDING", "RUNNING"));
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        List<TaskEvent> events = tracked.observe(stopped.version(2).view(), true, TaskViews.T0, TaskViews.T0);
        assertThat(names(events)).containsExactly("Starting", "Running", "Ended");
        assertThat(events)
                .extracting(TaskEvent::at)
                .containsExactly(TaskViews.T0.plusSeconds(1), TaskViews.T0.plusSeconds(2), TaskViews.T0.plusSeconds(3));
    }

    @Test
    void task_that_never_started_is_not_told_to_have_run() {
        observe(TaskViews.of("PENDING", "RUNNING"));
        assertThat(observe(TaskViews.stopped("TaskFailedToStart", "x").version(2)))
                .containsExactly("Ended");
    }

    @Test
    void recovered_task_that_ecs_showed_as_it_was_is_not_told_to_have_run_before_its_end() {
        Instant later = TaskViews.T0.plusSeconds(60);
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        tracked.observe(TaskViews.of("PENDING", "RUNNING").view(), false, later, later);
        assertThat(names(tracked.observe(stopped.version(2).view(), true, later, later)))
                .containsExactly("Ended");
    }

    @Test
    void recovered_task_that_starts_and_ends_between_two_looks_is_told_to_have_run() {
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        tracked.observe(TaskViews.of("PENDING", "RUNNING").view(), false, TaskViews.T0, TaskViews.T0);
        assertThat(names(tracked.observe(stopped.version(2).view(), true, TaskViews.T0, TaskViews.T0)))
                .containsExactly("Starting", "Running", "Ended");
    }

    @Test
    void recovered_task_is_told_where_it_is_and_nothing_else() {
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        assertThat(names(tracked.observe(stopped.view(), false, TaskViews.T0, TaskViews.T0)))
                .containsExactly("Ended");
    }

    @Test
    void older_version_is_no_news() {
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(5)))
                .containsExactly("Starting", "Running");
        assertThat(observe(TaskViews.of("STOPPING", "STOPPED").version(4))).isEmpty();
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(5)))
                .isEmpty();
    }

    @Test
    void nothing_goes_backwards_even_with_a_newer_version() {
        observe(TaskViews.of("STOPPING", "STOPPED").version(5));
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(6)))
                .isEmpty();
    }

    @Test
    void end_is_told_once() {
        assertThat(observe(TaskViews.stopped("UserInitiated", ""))).containsExactly("Ended");
        assertThat(observe(TaskViews.stopped("UserInitiated", "again").version(9)))
                .isEmpty();
        assertThat(tracked.vanished("gone", TaskViews.T0)).isEmpty();
    }

    @Test
    void a_stop_of_an_earlier_process_is_known_again_where_ecs_forgets_the_task() {
        observe(TaskViews.of("STOPPING", "STOPPED").started().reason(Identity.stopReason("enough")));
        assertThat(tracked.vanished("gone", TaskViews.T0))
                .extracting(event -> ((TaskPhase.Ended) event.phase()).ending())
                .containsExactly(Ending.STOPPED);
    }

    @Test
    void health_may_change_without_a_new_version() {
        observe(TaskViews.of("RUNNING", "RUNNING").started());
        assertThat(tracked.watched()).isFalse();
        List<TaskEvent> events = tracked.observe(
                TaskViews.of("RUNNING", "RUNNING").started().health("UNHEALTHY").view(),
                true,
                TaskViews.T0,
                TaskViews.T0);
        assertThat(events)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.phase()).isEqualTo(new TaskPhase.Running(List.of(), Optional.of(false))));
        assertThat(tracked.watched())
                .as("a task with a health check has to be watched")
                .isTrue();
    }

    @Test
    void every_order_of_observations_goes_forward() {
        List<TaskViews> life = List.of(
                TaskViews.of("PENDING", "RUNNING").version(1),
                TaskViews.of("RUNNING", "RUNNING").started().version(2),
                TaskViews.of("STOPPING", "STOPPED").started().version(3),
                TaskViews.stopped("EssentialContainerExited", "")
                        .started()
                        .container("main", 0, "")
                        .version(4));
        for (int order = 0; order < 256; order++) {
            EcsTaskRecord fresh = new EcsTaskRecord(TaskViews.TASK, TaskArn.of(TaskViews.ARN), false);
            List<Integer> ranks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                fresh.observe(life.get((order >> (2 * i)) & 3).view(), true, TaskViews.T0, TaskViews.T0)
                        .forEach(event -> ranks.add(EcsTaskStatusMapper.rank(event.phase())));
            }
            assertThat(ranks).as("order " + order).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void it_moves_until_it_runs_and_from_when_it_is_to_stop() {
        assertThat(tracked.moving()).as("before it is seen").isTrue();
        observe(TaskViews.of("PENDING", "RUNNING").version(1));
        assertThat(tracked.moving()).as("pending").isTrue();
        observe(TaskViews.of("RUNNING", "RUNNING").started().version(2));
        assertThat(tracked.moving()).as("running").isFalse();
        tracked.missing(TaskViews.T0);
        assertThat(tracked.moving()).as("out of sight").isTrue();
        observe(TaskViews.of("RUNNING", "RUNNING").started().version(2));
        assertThat(tracked.moving()).as("in sight again").isFalse();
        tracked.stopAsked(true);
        assertThat(tracked.moving()).as("to be stopped").isTrue();
        tracked.stopAsked(false);
        assertThat(tracked.moving()).as("could not be stopped").isFalse();
    }
}
