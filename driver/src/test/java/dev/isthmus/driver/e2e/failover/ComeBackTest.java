package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A framework that comes back under its id finds what a master would have kept of it. */
@Timeout(300)
class ComeBackTest {

    private static FrameworkInfo info(double failoverTimeout) {
        return FrameworkInfo.newBuilder()
                .setUser("")
                .setName("comeback")
                .setFailoverTimeout(failoverTimeout)
                .setId(FrameworkID.newBuilder().setValue("comeback-1"))
                .build();
    }

    private static FakeEcs fake() {
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances());
    }

    private static FrameworkUnderTest framework(FakeEcs ecs, FrameworkInfo info) {
        return new FrameworkUnderTest(
                info,
                "ecs://default",
                Clusters.settings(ecs).set(EcsSettings.DEFAULT_IMAGE, "busybox").build());
    }

    @Test
    void point_19_a_second_driver_takes_the_framework_and_its_tasks_over() throws Exception {
        try (FakeEcs ecs = fake();
                FrameworkUnderTest first = framework(ecs, info(3600)).started()) {
            first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);

            try (FrameworkUnderTest second = framework(ecs, info(3600)).started()) {
                assertThat(first.error()).isEqualTo("Framework failed over");
                assertThat(first.driver().stop()).isEqualTo(Status.DRIVER_ABORTED);
                second.id();
                second.driver().reconcileTasks(List.of());
                second.update("t", TaskState.TASK_RUNNING);
                assertThat(ecs.callCount("StopTask"))
                        .as("stop() of the first is not heard")
                        .isZero();
                second.kill("t");
            }
        }
    }

    @Test
    void point_19_a_takeover_needs_no_failover_timeout() throws Exception {
        try (FakeEcs ecs = fake();
                FrameworkUnderTest first = framework(ecs, info(0)).started()) {
            first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);

            try (FrameworkUnderTest second = framework(ecs, info(0)).started()) {
                assertThat(first.error()).isEqualTo("Framework failed over");
                second.id();
                second.driver().reconcileTasks(List.of());
                second.update("t", TaskState.TASK_RUNNING);
            }
        }
    }

    @Test
    void an_end_that_nobody_saw_is_told_to_the_next_driver_and_only_once() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, info(3600)).started()) {
                first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
                first.driver().stop(true);
            }
            String arn = ecs.tasks().get(0).taskArn();
            ecs.stopTaskFromOutside(arn, "while nobody looked");
            ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(30));

            try (FrameworkUnderTest second = framework(ecs, info(3600)).started()) {
                TaskStatus end = second.anyUpdate(TaskState.values());
                assertThat(end.getTaskId().getValue()).isEqualTo("t");
                assertThat(end.getMessage()).contains("while nobody looked");
                second.offer();
                second.driver().stop(true);
            }
            try (FrameworkUnderTest third = framework(ecs, info(3600)).started()) {
                third.launch(third.offer(), TaskMessages.shell("next", "sleep 1000"), TaskState.TASK_RUNNING);
                third.driver().reconcileTasks(List.of());
                assertThat(third.anyUpdate(TaskState.values()).getTaskId().getValue())
                        .as("nothing of t was told, or is now")
                        .isEqualTo("next");
            }
        }
    }

    @Test
    void point_22_a_framework_that_was_torn_down_cannot_come_back() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, info(3600)).started()) {
                first.id();
            }
            try (FrameworkUnderTest second = framework(ecs, info(3600)).started()) {
                assertThat(second.error()).isEqualTo("Framework has been removed");
            }
        }
    }

    @Test
    void tasks_that_could_not_be_stopped_in_time_are_stopped_at_the_next_start() throws Exception {
        try (FakeEcs ecs = fake()) {
            FrameworkInfo info = info(3600);
            // No time for a second try.
            Settings hasty = Clusters.settings(ecs)
                    .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                    .set(FrontendSettings.STOP_DRAIN, "1ms")
                    .build();
            FrameworkUnderTest first = new FrameworkUnderTest(info, "ecs://default", hasty).started();
            first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
            ecs.injectNext("StopTask", 10_000, Fault.throttling());
            first.driver().stop();
            String arn = ecs.tasks().get(0).taskArn();
            assertThat(ecs.tasks().get(0).lastStatus())
                    .as("it survives the stop")
                    .isEqualTo("RUNNING");

            FrameworkUnderTest second = framework(ecs, info).started();
            assertThat(second.error()).isEqualTo("Framework has been removed");
            ecs.clearFaults();
            ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(30));
        }
    }

    @Test
    void point_21_a_stop_stops_every_task_however_long_that_takes_within_the_budget() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.threeInstances())) {
            // Four stops a second, so that most of them still wait for their turn when the time to end would be over.
            Settings modest = Clusters.settings(ecs)
                    .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                    .set(EcsSettings.BUDGET_PERCENT, "10")
                    .set(FrontendSettings.STOP_DRAIN, "1s")
                    .build();
            FrameworkUnderTest framework = new FrameworkUnderTest(info(3600), "ecs://default", modest).started();
            Offer offer = framework.offer();
            String[] ids = IntStream.range(0, 16).mapToObj(i -> "t" + i).toArray(String[]::new);
            framework
                    .driver()
                    .launchTasks(
                            List.of(offer.getId()),
                            Stream.of(ids)
                                    .map(id -> TaskMessages.shell(id, "sleep 1000")
                                            .setSlaveId(offer.getSlaveId())
                                            .build())
                                    .toList());
            framework.updates(TaskState.TASK_RUNNING, ids);
            framework.driver().stop();
            assertThat(ecs.tasks()).hasSize(ids.length);
            for (var task : ecs.tasks()) {
                ecs.awaitStatus(task.taskArn(), "STOPPED", Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void point_20_without_a_failover_timeout_the_tasks_do_not_wait() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (FrameworkUnderTest first = framework(ecs, info(0)).started()) {
                first.launch(first.offer(), TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
                first.driver().stop(true);
            }
            FrameworkUnderTest second = framework(ecs, info(0)).started();
            assertThat(second.error()).isEqualTo("Framework has been removed");
            ecs.awaitStatus(ecs.tasks().get(0).taskArn(), "STOPPED", Duration.ofSeconds(30));
        }
    }
}
