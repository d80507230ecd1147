package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's Java, run. {@link ReadmeTest} sees to it that the README shows exactly this. */
@Timeout(180)
class ReadmeExamplesTest {

    private final ShellTaskScheduler scheduler = new ShellTaskScheduler("echo hello");
    private final FrameworkInfo frameworkInfo =
            FrameworkInfo.newBuilder().setName("one").setUser("").build();

    @AfterEach
    void nothingSet() {
        System.clearProperty("AWS_ECS_ENDPOINT");
        System.clearProperty("ISTHMUS_DEFAULT_IMAGE");
    }

    @Test
    void the_driver_is_made_where_mesos_own_was_made() {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .clusterName("my-cluster")
                .instances(1, instance())
                .build())) {
            System.setProperty("AWS_ECS_ENDPOINT", ecs.endpoint().toString());
            System.setProperty("ISTHMUS_DEFAULT_IMAGE", "busybox");

            SchedulerDriver driver = new ECSSchedulerDriver(scheduler, frameworkInfo, "ecs://my-cluster");
            Status status = driver.run();

            assertThat(scheduler.errors()).isEmpty();
            assertThat(status).isEqualTo(Status.DRIVER_STOPPED);
            assertThat(scheduler.states()).last().isEqualTo(TaskState.TASK_FINISHED);
        }
    }

    @Test
    void a_framework_is_tested_on_a_fake_cluster() {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            Settings settings = Settings.builder()
                    .environment(
                            Map.of("AWS_ECS_ENDPOINT", ecs.endpoint().toString(), "ISTHMUS_DEFAULT_IMAGE", "busybox"))
                    .build();
            ecs.injectNext("RunTask", 1, Fault.loseAnswer());

            new ECSSchedulerDriver(scheduler, frameworkInfo, List.of(), "ecs://default", true, settings).run();

            assertThat(scheduler.states()).last().isEqualTo(TaskState.TASK_FINISHED);
            assertThat(ecs.tasks()).as("asked for again, started once").hasSize(1);
        }
    }

    private static InstanceSpec instance() {
        return InstanceSpec.of(1024, 1024);
    }
}
