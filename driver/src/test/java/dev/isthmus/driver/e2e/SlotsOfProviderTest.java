package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.Protos.Attribute;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** A framework on a cluster without instances, and a capacity provider that adds them when it launches. The time of the cluster is moved by hand. */
@Timeout(180)
class SlotsOfProviderTest {

    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/workers";

    private static final Duration SOON = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(Instant.now());

    private FakeEcs fake() {
        FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .clock(clock)
                .pace(TaskPace.realistic())
                .build());
        ecs.autoScalingGroup(
                "workers",
                new AutoScalingSpec(
                        InstanceSpec.of(2048, 4096).withAttribute("isthmus.ip", "10.0.0.7"),
                        4,
                        Duration.ofSeconds(90)));
        EcsClient client = ecs.client();
        client.createCapacityProvider(r -> r.name("workers")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP).managedScaling(s -> s.status("ENABLED"))));
        client.putClusterCapacityProviders(r ->
                r.cluster(ecs.clusterName()).capacityProviders("workers").defaultCapacityProviderStrategy(List.of()));
        return ecs;
    }

    private static FrameworkUnderTest framework(FakeEcs ecs) {
        return new FrameworkUnderTest(
                        "grows",
                        Clusters.settings(ecs)
                                .set(GrowthSettings.GROWTH, "provider=workers;slots=1;max=2;cpus=2;mem=4096")
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                                .build())
                .started();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private static double scalar(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    /** An offer of an instance that is not this agent. */
    private static Offer other(FrameworkUnderTest framework, String agent) throws InterruptedException {
        return framework.offer(offer -> !offer.getSlaveId().getValue().startsWith("growth-")
                && !offer.getSlaveId().getValue().equals(agent));
    }

    private static TaskInfo on(Offer offer, String id) {
        return TaskMessages.shell(id, "true").setSlaveId(offer.getSlaveId()).build();
    }

    @Test
    void what_is_launched_on_a_slot_brings_instances_that_are_agents_as_any_other() throws Exception {
        try (FakeEcs ecs = fake();
                FrameworkUnderTest framework = framework(ecs)) {
            Offer slot = framework.offer();
            assertThat(slot.getSlaveId().getValue()).isEqualTo("growth-workers-0");
            assertThat(scalar(slot, "cpus")).isEqualTo(2);
            assertThat(scalar(slot, "mem")).isEqualTo(4096);
            Map<String, String> attributes = slot.getAttributesList().stream()
                    .collect(Collectors.toMap(
                            Attribute::getName, attribute -> attribute.getText().getValue()));
            assertThat(attributes).containsEntry("provider", "workers").containsEntry("growth", "true");

            framework.driver().launchTasks(List.of(slot.getId()), List.of(on(slot, "one"), on(slot, "two")));
            assertThat(ecs.awaitCalls("RunTask", 2, SOON)).isTrue();
            assertThat(ecs.tasks()).extracting(Task::lastStatus).containsOnly("PROVISIONING");
            pass(151);
            Offer real = other(framework, "growth-workers-0");
            Offer second = other(framework, real.getSlaveId().getValue());
            pass(20);
            List<TaskStatus> running = framework.updates(TaskState.TASK_RUNNING, "one", "two");
            assertThat(running).allSatisfy(status -> {
                assertThat(status.getSlaveId()).isEqualTo(slot.getSlaveId());
                assertThat(status.getContainerStatus()
                                .getNetworkInfos(0)
                                .getIpAddresses(0)
                                .getIpAddress())
                        .isEqualTo("10.0.0.7");
            });

            framework.driver().launchTasks(List.of(real.getId()), List.of(on(real, "three")));
            assertThat(ecs.awaitCalls("RunTask", 3, SOON)).isTrue();
            pass(30);
            framework.update("three", TaskState.TASK_RUNNING);
            assertThat(ecs.tasks()).extracting(Task::capacityProviderName).containsOnly("workers");
            assertThat(ecs.tasksByInstance().keySet())
                    .as("from zero ECS adds two")
                    .isSubsetOf(ecs.instances().stream()
                            .map(ContainerInstance::containerInstanceArn)
                            .toList());
            assertThat(ecs.instances()).hasSize(2);
            assertThat(second.getSlaveId().getValue()).doesNotStartWith("growth-");
        }
    }
}
