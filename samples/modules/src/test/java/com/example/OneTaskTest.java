package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the README shows of the testkit, in a project of one's own: nothing is set but what is shown. */
@Timeout(60)
class OneTaskTest {

    private final OneTask scheduler = new OneTask("echo hello");
    private final FrameworkInfo frameworkInfo =
            FrameworkInfo.newBuilder().setName("one").setUser("").build();

    @AfterEach
    void nothingSet() {
        System.clearProperty("AWS_ECS_ENDPOINT");
        System.clearProperty("ISTHMUS_DEFAULT_IMAGE");
    }

    @Test
    void a_lost_answer_starts_no_second_task() {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            Settings settings = Settings.builder()
                    .environment(Map.of(
                            "AWS_ECS_ENDPOINT", ecs.endpoint().toString(),
                            "ISTHMUS_DEFAULT_IMAGE", "busybox"))
                    .build();
            ecs.injectNext("RunTask", 1, Fault.loseAnswer());

            new ECSSchedulerDriver(scheduler, frameworkInfo, List.of(), "ecs://default", true, settings).run();

            assertThat(scheduler.states()).last().isEqualTo(TaskState.TASK_FINISHED);
            assertThat(ecs.tasks()).as("asked for again, started once").hasSize(1);
        }
    }

    @Test
    void the_framework_runs_as_it_is() {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clusterName("my-cluster")
                .build())) {
            System.setProperty("AWS_ECS_ENDPOINT", ecs.endpoint().toString());
            System.setProperty("ISTHMUS_DEFAULT_IMAGE", "busybox");

            assertThat(Main.run(scheduler)).isEqualTo(Status.DRIVER_STOPPED);

            assertThat(scheduler.errors()).isEmpty();
            assertThat(scheduler.states()).last().isEqualTo(TaskState.TASK_FINISHED);
        }
    }
}
