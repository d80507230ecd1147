package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Protos.DurationInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What one driver leaves unfinished, the next takes up as it is. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT) // Each waits for times of its own, on a cluster of its own.
class TwoLivesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static FakeEcs fake() {
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances());
    }

    private static FrameworkUnderTest framework(FakeEcs ecs, Map<Setting<?>, String> chosen) {
        return unstarted(ecs, chosen).started();
    }

    private static FrameworkUnderTest unstarted(FakeEcs ecs, Map<Setting<?>, String> chosen) {
        Settings.Builder settings = Clusters.settings(ecs).set(EcsSettings.DEFAULT_IMAGE, "busybox");
        chosen.forEach(settings::set);
        // An id of its own, by which the others in this JVM do not know it.
        String id = "two-lives-" + ecs.endpoint().getPort();
        return FrameworkUnderTest.lasting("two-lives", id, settings.build());
    }

    private static void launch(FrameworkUnderTest framework, TaskInfo.Builder task) throws InterruptedException {
        Offer offer = framework.offer();
        framework
                .driver()
                .launchTasks(
                        List.of(offer.getId()),
                        List.of(task.setSlaveId(offer.getSlaveId()).build()));
    }

    private static TaskStatus asked(String task) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(TaskState.TASK_RUNNING)
                .build();
    }

    @Test
    void point_101_a_task_that_was_started_at_the_last_moment_is_never_called_lost() throws Exception {
        Map<Setting<?>, String> window = Map.of(EcsSettings.CONSISTENCY_WINDOW, "5s");
        try (FakeEcs ecs = fake()) {
            ecs.consistency(Consistency.after(Duration.ofSeconds(4)));
            CountDownLatch started = new CountDownLatch(1);
            ecs.watchTasks(task -> started.countDown());
            try (FrameworkUnderTest first = framework(ecs, window)) {
                launch(first, TaskMessages.shell("t", "sleep 1000"));
                assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
                first.driver().stop(true);
            }
            try (FrameworkUnderTest second = framework(ecs, window)) {
                second.id();
                second.driver().reconcileTasks(List.of(asked("t"), asked("never")));
                TaskStatus shown = second.anyUpdate(TaskState.values());
                assertThat(shown.getTaskId().getValue()).isEqualTo("t");
                assertThat(shown.getState()).isNotEqualTo(TaskState.TASK_LOST);
                assertThat(second.update("never", TaskState.values()).getState())
                        .as("when the time is over")
                        .isEqualTo(TaskState.TASK_LOST);
            }
        }
    }

    @Test
    void an_end_that_was_missed_is_all_that_is_told_to_who_asks_in_registered() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, Map.of())) {
                first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
                first.driver().stop(true);
            }
            String arn = ecs.tasks().get(0).taskArn();
            ecs.stopTaskFromOutside(arn, "enough");
            assertThat(ecs.awaitStatus(arn, "STOPPED", LONG).stoppedReason()).contains("enough");
            try (FrameworkUnderTest second = unstarted(ecs, Map.of()).asking(List.of(asked("t"), asked("never")))) {
                second.started();
                assertThat(second.anyUpdate(TaskState.values()).getState()).isEqualTo(TaskState.TASK_KILLED);
                TaskStatus next = second.anyUpdate(TaskState.values());
                assertThat(next.getTaskId().getValue())
                        .as("what comes when no task can show any more: %s", next)
                        .isEqualTo("never");
            }
        }
    }

    @Test
    void a_start_that_was_given_up_stays_given_up_for_the_next_driver() throws Exception {
        Map<Setting<?>, String> hasty = Map.of(EcsSettings.CONSISTENCY_WINDOW, "1s", EcsSettings.LAUNCH, "start-task");
        try (FakeEcs ecs = fake()) {
            ecs.consistency(Consistency.after(Duration.ofSeconds(10)));
            ecs.injectNext("StartTask", 1, Fault.loseAnswer());
            try (FrameworkUnderTest first = framework(ecs, hasty)) {
                launch(first, TaskMessages.shell("t", "sleep 1000"));
                assertThat(first.anyUpdate(TaskState.values()).getState()).isEqualTo(TaskState.TASK_LOST);
                // What is answered after that callback shows that it has returned, and so acknowledged.
                first.driver().reconcileTasks(List.of(asked("t")));
                first.update("t", TaskState.TASK_LOST);
                first.driver().stop(true);
            }
            String arn = ecs.tasks().get(0).taskArn();
            try (FrameworkUnderTest second = framework(ecs, hasty)) {
                assertThat(ecs.awaitStatus(arn, "STOPPED", LONG).stoppedReason())
                        .contains("its end was told before it turned up");
                second.driver().reconcileTasks(List.of());
                second.driver().reconcileTasks(List.of(asked("t")));
                assertThat(second.anyUpdate(TaskState.values()).getState())
                        .as("nothing was told of the task that turned up")
                        .isEqualTo(TaskState.TASK_LOST);
            }
        }
    }

    @Test
    void point_85_a_kill_is_a_kill_for_the_driver_that_learns_of_the_end() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, Map.of())) {
                first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
                // Nothing is heard of its end as long as this driver lives.
                ecs.disconnectAgent(ecs.tasks().get(0).containerInstanceArn());
                first.driver().killTask(TaskID.newBuilder().setValue("t").build());
                assertThat(ecs.awaitCalls("StopTask", 1, LONG)).isTrue();
                first.driver().stop(true);
            }
            try (FrameworkUnderTest second = framework(ecs, Map.of())) {
                second.id();
                ecs.reconnectAgent(ecs.tasks().get(0).containerInstanceArn());
                assertThat(second.anyUpdate(TaskState.values()).getState()).isEqualTo(TaskState.TASK_KILLED);
            }
        }
    }

    @Test
    void point_88_the_next_driver_stops_a_task_whose_time_is_over() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, Map.of())) {
                TaskInfo.Builder task = TaskMessages.shell("t", "sleep 1000")
                        .setMaxCompletionTime(DurationInfo.newBuilder()
                                .setNanoseconds(Duration.ofSeconds(5).toNanos()));
                first.launch(first.offer(), task, TaskState.TASK_RUNNING);
                first.driver().stop(true);
            }
            try (FrameworkUnderTest second = framework(ecs, Map.of())) {
                TaskStatus end = second.update("t", TaskState.TASK_FAILED);
                assertThat(end.getReason()).isEqualTo(TaskStatus.Reason.REASON_MAX_COMPLETION_TIME_REACHED);
            }
        }
    }
}
