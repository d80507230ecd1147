package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate, and conformance table b.1: where a living task is. */
class EcsTaskRecordTest {

    private final EcsTaskRecord tracked = new EcsTaskRecord(TaskViews.TASK, TaskViews.ARN, false);

    private List<String> observe(TaskViews views) {
        return names(tracked.observe(views.view(), true, TaskViews.T0));
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
    void statusIsAPhase(String last, String desired, String phase) {
        assertThat(names(tracked.observe(TaskViews.of(last, desired).view(), false, TaskViews.T0)))
                .containsExactly(phase);
    }

    @Test
    void pendingAfterThePullIsStarting() {
        assertThat(observe(TaskViews.of("PENDING", "RUNNING").pulled())).containsExactly("Starting");
    }

    @Test
    void statusThatWeDoNotKnowIsNoNews() {
        assertThat(observe(TaskViews.of("LEVITATING", "RUNNING"))).isEmpty();
    }

    @Test
    void runningThatNobodySawIsToldBeforeTheEnd() {
        observe(TaskViews.of("PENDING", "RUNNING"));
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        List<TaskEvent> events = tracked.observe(stopped.version(2).view(), true, TaskViews.T0);
        assertThat(names(events)).containsExactly("Starting", "Running", "Ended");
        assertThat(events)
                .extracting(TaskEvent::at)
                .containsExactly(TaskViews.T0.plusSeconds(1), TaskViews.T0.plusSeconds(2), TaskViews.T0.plusSeconds(3));
    }

    @Test
    void taskThatNeverStartedIsNotToldToHaveRun() {
        observe(TaskViews.of("PENDING", "RUNNING"));
        assertThat(observe(TaskViews.stopped("TaskFailedToStart", "x").version(2)))
                .containsExactly("Ended");
    }

    @Test
    void recoveredTaskIsToldWhereItIsAndNothingElse() {
        TaskViews stopped =
                TaskViews.stopped("EssentialContainerExited", "").started().container("main", 0, "");
        assertThat(names(tracked.observe(stopped.view(), false, TaskViews.T0))).containsExactly("Ended");
    }

    @Test
    void olderVersionIsNoNews() {
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(5)))
                .containsExactly("Starting", "Running");
        assertThat(observe(TaskViews.of("STOPPING", "STOPPED").version(4))).isEmpty();
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(5)))
                .isEmpty();
    }

    @Test
    void nothingGoesBackwardsEvenWithANewerVersion() {
        observe(TaskViews.of("STOPPING", "STOPPED").version(5));
        assertThat(observe(TaskViews.of("RUNNING", "RUNNING").started().version(6)))
                .isEmpty();
    }

    @Test
    void endIsToldOnce() {
        assertThat(observe(TaskViews.stopped("UserInitiated", ""))).containsExactly("Ended");
        assertThat(observe(TaskViews.stopped("UserInitiated", "again").version(9)))
                .isEmpty();
        assertThat(tracked.vanished("gone", TaskViews.T0)).isEmpty();
    }

    @Test
    void aStopOfAnEarlierProcessIsKnownAgainWhereEcsForgetsTheTask() {
        observe(TaskViews.of("STOPPING", "STOPPED").started().reason(Identity.stopReason("enough")));
        assertThat(tracked.vanished("gone", TaskViews.T0))
                .extracting(event -> ((TaskPhase.Ended) event.phase()).ending())
                .containsExactly(Ending.STOPPED);
    }

    @Test
    void healthMayChangeWithoutANewVersion() {
        observe(TaskViews.of("RUNNING", "RUNNING").started());
        assertThat(tracked.watched()).isFalse();
        List<TaskEvent> events = tracked.observe(
                TaskViews.of("RUNNING", "RUNNING").started().health("UNHEALTHY").view(), true, TaskViews.T0);
        assertThat(events)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.phase()).isEqualTo(new TaskPhase.Running(List.of(), Optional.of(false))));
        assertThat(tracked.watched())
                .as("a task with a health check has to be watched")
                .isTrue();
    }

    @Test
    void everyOrderOfObservationsGoesForward() {
        List<TaskViews> life = List.of(
                TaskViews.of("PENDING", "RUNNING").version(1),
                TaskViews.of("RUNNING", "RUNNING").started().version(2),
                TaskViews.of("STOPPING", "STOPPED").started().version(3),
                TaskViews.stopped("EssentialContainerExited", "")
                        .started()
                        .container("main", 0, "")
                        .version(4));
        for (int order = 0; order < 256; order++) {
            EcsTaskRecord fresh = new EcsTaskRecord(TaskViews.TASK, TaskViews.ARN, false);
            List<Integer> ranks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                fresh.observe(life.get((order >> (2 * i)) & 3).view(), true, TaskViews.T0)
                        .forEach(event -> ranks.add(EcsTaskStatusMapper.rank(event.phase())));
            }
            assertThat(ranks).as("order " + order).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void itMovesUntilItRunsAndFromWhenItIsToStop() {
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
