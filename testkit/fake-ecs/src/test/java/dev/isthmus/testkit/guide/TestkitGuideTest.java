package dev.isthmus.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.junit.FakeEcsExtension;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Task;

/** The Java of docs/guide/testkit.md, run. */
@Timeout(60)
class TestkitGuideTest {

    @Test
    void a_cluster_in_a_test() {
        ManualClock clock = new ManualClock();
        ScriptedRuntime containers = ScriptedRuntime.running();
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(3, InstanceSpec.of(4096, 8192))
                .clock(clock)
                .runtime(containers)
                .build();

        try (FakeEcs ecs = FakeEcs.start(config)) {
            String task = launchOneTask(ecs.client());
            assertThat(ecs.tasks()).hasSize(1);

            containers.exits(task, 3);
            assertThat(ecs.task(task).orElseThrow().containers().get(0).exitCode())
                    .isEqualTo(3);

            clock.advance(Duration.ofHours(1));
            assertThat(ecs.task(task)).as("forgotten, as in AWS").isEmpty();
        }
    }

    @Test
    void what_goes_wrong() {
        FaultSchedule weather = FaultSchedule.of(
                        FaultRule.of("RunTask", Fault.loseAnswer()).nth(2),
                        FaultRule.of("RunTask", Fault.throttling())
                                .family("web")
                                .chance(0.1),
                        FaultRule.of("DescribeTasks", Fault.staleRead(Duration.ofSeconds(5)))
                                .everyNth(10),
                        FaultRule.of("*", Fault.serverError()).between(Duration.ofMinutes(5), Duration.ofMinutes(6)))
                .withSeed(42);

        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.threeInstances(), weather)) {
            ecs.injectNext("ListTasks", 2, Fault.throttling());
            ecs.at(
                    Duration.ofSeconds(30),
                    () -> ecs.disconnectAgent(ecs.instances().get(1).containerInstanceArn()));

            assertThatThrownBy(() -> ecs.client().listTasks()).isInstanceOf(EcsException.class);
            assertThat(ecs.pendingFaults())
                    .as("one of ListTasks, one of RunTask")
                    .isEqualTo(2);
        }
    }

    @Test
    void what_happened() {
        try (FakeEcs ecs = FakeEcs.start()) {
            launchOneTask(ecs.client());

            assertThat(ecs.callCount("RunTask")).isEqualTo(1);
            assertThat(ecs.inspect().duplicatesOf("MESOS_TASK_ID"))
                    .as(ecs.inspect().dump())
                    .isEmpty();
            assertThat(ecs.inspect().mostCallsWithin(Duration.ofSeconds(1), "*"))
                    .isLessThanOrEqualTo(20);
        }
    }

    @RegisterExtension
    final FakeEcsExtension fake =
            FakeEcsExtension.of(FakeEcsConfig.twoSmallInstances()).failOnLeftovers();

    @Test
    void with_the_extension(FakeEcs ecs) throws Exception {
        String task = launchOneTask(ecs.client());
        ecs.client().stopTask(r -> r.task(task));
        ecs.awaitStatus(task, "STOPPED", Duration.ofSeconds(30));
    }

    private static String launchOneTask(EcsClient client) {
        client.registerTaskDefinition(r -> r.family("web")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("main")
                        .image("busybox")
                        .memory(64)
                        .command("sleep", "60")
                        .build()));
        Task task = client.runTask(r -> r.taskDefinition("web")).tasks().get(0);
        return task.taskArn();
    }
}
