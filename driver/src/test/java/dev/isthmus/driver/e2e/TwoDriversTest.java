package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.DriverCountersMXBean;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.translators.TranslatorSettings;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SortedMap;
import javax.management.JMX;
import javax.management.ObjectName;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two drivers in one JVM know nothing of each other. */
@Timeout(180)
class TwoDriversTest {

    @Test
    void each_has_its_own_cluster_and_settings() throws Exception {
        FakeEcsConfig blue = FakeEcsConfig.twoSmallInstances().toBuilder()
                .clusterName("blue")
                .region("eu-west-1")
                .build();
        FakeEcsConfig red =
                FakeEcsConfig.twoSmallInstances().toBuilder().clusterName("red").build();
        try (FakeEcs first = FakeEcs.start(blue);
                FakeEcs second = FakeEcs.start(red);
                FrameworkUnderTest one = new FrameworkUnderTest(
                        "one",
                        Clusters.settings(first)
                                .set(TranslatorSettings.PORTS, "4000-4001")
                                .set(TranslatorSettings.DISK, "77")
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox:one")
                                .set(FrontendSettings.TASK_STARTING, "always")
                                .build());
                FrameworkUnderTest two = new FrameworkUnderTest(
                        "two",
                        Clusters.settings(second)
                                .set(TranslatorSettings.PORTS, "5000")
                                .set(FrontendSettings.TASK_STARTING, "never")
                                .build())) {
            one.started();
            two.started();
            Offer ofOne = one.offer();
            Offer ofTwo = two.offer();
            assertThat(ports(ofOne)).containsExactly(4000L, 4001L);
            assertThat(ports(ofTwo)).containsExactly(5000L, 5000L);
            assertThat(disk(ofOne)).isEqualTo(77);
            assertThat(disk(ofTwo)).isEqualTo(10240);

            TaskStatus begun = one.launch(ofOne, TaskMessages.shell("t", "sleep 1000"), TaskState.values());
            assertThat(begun.getState()).isEqualTo(TaskState.TASK_STARTING);
            one.update("t", TaskState.TASK_RUNNING);
            TaskStatus refused = two.launch(ofTwo, TaskMessages.shell("t", "true"), TaskState.values());
            assertThat(refused.getState()).as("no default image here").isEqualTo(TaskState.TASK_ERROR);
            Clusters.register(second, "own", List.of("/bin/sh", "-c", "sleep 1000"));
            TaskStatus runs = two.launch(two.offer(), TaskMessages.shell("t", "own:1"), TaskState.values());
            assertThat(runs.getState()).as("never TASK_STARTING here").isEqualTo(TaskState.TASK_RUNNING);
            assertThat(first.tasks()).hasSize(1);
            assertThat(second.tasks()).hasSize(1);

            assertThat(calls("one")).containsEntry("RunTask", 1L).doesNotContainKey("StopTask");
            assertThat(calls("two")).containsEntry("RunTask", 1L);

            one.kill("t");
            assertThat(calls("one")).containsEntry("StopTask", 1L);
            assertThat(calls("two")).doesNotContainKey("StopTask");
            assertThat(second.tasks().get(0).lastStatus()).isEqualTo("RUNNING");
        }
    }

    /** They know nothing of each other but what the cluster shows of their tasks. */
    @Test
    void what_one_takes_is_taken_back_from_the_other() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances());
                FrameworkUnderTest one = new FrameworkUnderTest("taker", shared(ecs));
                FrameworkUnderTest two = new FrameworkUnderTest("waiter", shared(ecs))) {
            one.started();
            two.started();
            Offer taken = one.offer();
            Offer stands = two.offer(offer -> offer.getSlaveId().equals(taken.getSlaveId()));
            one.launch(taken, allCpusOf(taken), TaskState.TASK_RUNNING);

            assertThat(two.rescinded()).isEqualTo(stands.getId());
            TaskStatus late = two.launch(stands, TaskMessages.shell("late", "true"), TaskState.values());
            assertThat(late.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(late.getReason()).isEqualTo(TaskStatus.Reason.REASON_INVALID_OFFERS);
            assertThat(calls("waiter")).as("ECS was not asked").doesNotContainKey("RunTask");
            // What is left is offered, and what was taken, when it is free again.
            one.kill("t");
            Offer again = two.offer(offer ->
                    offer.getSlaveId().equals(taken.getSlaveId()) && amount(offer, "cpus") == amount(stands, "cpus"));
            two.launch(again, TaskMessages.shell("t", "sleep 1000"), TaskState.TASK_RUNNING);
        }
    }

    private static TaskInfo.Builder allCpusOf(Offer offer) {
        return TaskMessages.bare("t", "sleep 1000")
                .addResources(TaskMessages.scalar("cpus", amount(offer, "cpus")))
                .addResources(TaskMessages.scalar("mem", 32));
    }

    private static Settings shared(FakeEcs ecs) {
        return Clusters.settings(ecs).set(EcsSettings.DEFAULT_IMAGE, "busybox").build();
    }

    /** What JMX shows of a driver's calls, by ECS's names. */
    private static SortedMap<String, Long> calls(String framework) throws Exception {
        ObjectName name = new ObjectName("dev.isthmus:type=Driver,framework=" + ObjectName.quote(framework));
        return JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), name, DriverCountersMXBean.class)
                .getBackendCalls();
    }

    private static List<Long> ports(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .map(Resource::getRanges)
                .flatMap(ranges -> ranges.getRangeList().stream())
                .flatMap((Range range) -> List.of(range.getBegin(), range.getEnd()).stream())
                .toList();
    }

    private static double disk(Offer offer) {
        return amount(offer, "disk");
    }

    private static double amount(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }
}
