package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.Protos.Attribute;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.Task;

/** A framework on a cluster without instances: slots on Fargate are its agents. */
@Timeout(180)
class SlotsOnFargateTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        return FakeEcs.start(FakeEcsConfig.builder()
                .runtime(containers)
                .subnet("subnet-a", "us-east-1a")
                .fargate(FargateSettings.withProviders())
                .build());
    }

    private static FrameworkUnderTest framework(FakeEcs ecs, String slots) {
        return new FrameworkUnderTest(
                        "slots",
                        Clusters.settings(ecs)
                                .set(SlotSettings.FARGATE, slots)
                                .set(EcsSettings.SUBNETS, "subnet-a")
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                                .build())
                .started();
    }

    private static double scalar(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    private static TaskInfo on(Offer offer, String id) {
        return TaskMessages.shell(id, "true").setSlaveId(offer.getSlaveId()).build();
    }

    @Test
    void an_offer_is_a_size_its_task_runs_and_the_slot_is_offered_again() throws Exception {
        try (FakeEcs ecs = fake();
                FrameworkUnderTest framework = framework(ecs, "slots=1;cpus=2;mem=8192;arch=arm64")) {
            Offer offer = framework.offer();
            assertThat(offer.getSlaveId().getValue()).isEqualTo("fargate-0");
            assertThat(scalar(offer, "cpus")).isEqualTo(2);
            assertThat(scalar(offer, "mem")).isEqualTo(8192);
            assertThat(scalar(offer, "disk")).isEqualTo(20_480);
            Map<String, String> attributes = offer.getAttributesList().stream()
                    .collect(Collectors.toMap(
                            Attribute::getName, attribute -> attribute.getText().getValue()));
            assertThat(attributes)
                    .containsEntry("provider", "FARGATE")
                    .containsEntry("spot", "false")
                    .containsEntry("arch", "arm64");

            framework.driver().launchTasks(List.of(offer.getId()), List.of(on(offer, "one"), on(offer, "two")));
            assertThat(framework.update("two", TaskState.TASK_LOST).getMessage())
                    .contains("is for one task, or one group, at a time");
            TaskStatus running = framework.update("one", TaskState.TASK_RUNNING);
            assertThat(running.getContainerStatus()
                            .getNetworkInfos(0)
                            .getIpAddresses(0)
                            .getIpAddress())
                    .isNotEmpty()
                    .isNotEqualTo("0.0.0.0");
            assertThat(ecs.tasks()).extracting(Task::cpu, Task::memory).containsExactly(tuple("256", "512"));

            framework.kill("one");
            assertThat(ecs.tasks()).extracting(Task::lastStatus).containsExactly("STOPPED");
            Offer again = framework.offer();
            assertThat(again.getSlaveId().getValue()).isEqualTo("fargate-0");
            assertThat(scalar(again, "cpus")).isEqualTo(2);
        }
    }

    @Test
    void a_task_on_spot_that_is_interrupted_is_lost_and_its_slot_is_not() throws Exception {
        try (FakeEcs ecs = fake();
                FrameworkUnderTest framework = framework(ecs, "spot=1;cpus=1;mem=2048")) {
            framework.launch(framework.offer(), TaskMessages.shell("t", "true"), TaskState.TASK_RUNNING);
            ecs.fargate().interruptSpot(1);
            TaskStatus lost = framework.update("t", TaskState.TASK_LOST);
            assertThat(lost.getReason()).isEqualTo(Reason.REASON_CONTAINER_PREEMPTED);
            assertThat(framework.offer().getSlaveId().getValue()).isEqualTo("fargate-spot-0");
        }
    }
}
