package dev.isthmus.driver.e2e.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.ExecutorInfo;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskGroupInfo;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.Task;

/** Pods, from LAUNCH_GROUP to processes and back. */
@Timeout(300)
class TaskGroupsTest {

    private static final String ID = "pods-1";
    private static final TaskState[] ENDS = {
        TaskState.TASK_FINISHED, TaskState.TASK_FAILED, TaskState.TASK_KILLED, TaskState.TASK_LOST, TaskState.TASK_ERROR
    };

    private final FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances());

    private FrameworkUnderTest framework() {
        return FrameworkUnderTest.lasting(
                        "pods",
                        ID,
                        Clusters.settings(ecs)
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                                .build())
                .started();
    }

    private static ExecutorInfo.Builder executor() {
        return ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("pod"))
                .setFrameworkId(FrameworkID.newBuilder().setValue(ID))
                .addResources(TaskMessages.scalar("cpus", 0.1))
                .addResources(TaskMessages.scalar("mem", 32))
                .addResources(TaskMessages.scalar("disk", 10));
    }

    private static void launch(FrameworkUnderTest on, Offer offer, TaskInfo.Builder... tasks) {
        List<TaskInfo> there = Stream.of(tasks)
                .map(task -> task.setSlaveId(offer.getSlaveId()).build())
                .toList();
        on.driver()
                .acceptOffers(
                        List.of(offer.getId()),
                        List.of(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH_GROUP)
                                .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                                        .setExecutor(executor())
                                        .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(there)))
                                .build()),
                        Filters.newBuilder().setRefuseSeconds(0).build());
    }

    private Task only() {
        assertThat(ecs.tasks()).as("one ECS task").hasSize(1);
        return ecs.tasks().get(0);
    }

    @Test
    void point_70_a_group_is_one_ecs_task_and_a_kill_of_one_ends_all() throws Exception {
        try (ecs;
                FrameworkUnderTest pods = framework()) {
            Offer offer = pods.offer();
            launch(pods, offer, TaskMessages.shell("web", "sleep 1000"), TaskMessages.shell("side", "sleep 1000"));
            pods.updates(TaskState.TASK_RUNNING, "web", "side");
            assertThat(only().containers()).hasSize(2);

            pods.driver().killTask(TaskID.newBuilder().setValue("side").build());
            pods.updates(TaskState.TASK_KILLED, "web", "side");
            assertThat(only().lastStatus()).isEqualTo("STOPPED");
            assertThat(ecs.callCount("StopTask")).isEqualTo(1);
            pods.offer(again -> {
                boolean whole = again.getSlaveId().equals(offer.getSlaveId())
                        && again.getResourcesList().equals(offer.getResourcesList());
                if (!whole) {
                    // What the group had left of the agent may have been offered before it ended.
                    pods.driver()
                            .declineOffer(
                                    again.getId(),
                                    Filters.newBuilder().setRefuseSeconds(0).build());
                }
                return whole;
            });
        }
    }

    @Test
    void point_70_the_failure_of_one_kills_the_others() throws Exception {
        try (ecs;
                FrameworkUnderTest pods = framework()) {
            launch(
                    pods,
                    pods.offer(),
                    TaskMessages.shell("fails", "exit 3"),
                    TaskMessages.shell("goes-along", "sleep 1000"));
            assertThat(Stream.of(pods.anyUpdate(ENDS), pods.anyUpdate(ENDS)))
                    .extracting(end -> end.getTaskId().getValue(), TaskStatus::getState, TaskStatus::getMessage)
                    .containsExactlyInAnyOrder(
                            tuple("fails", TaskState.TASK_FAILED, "Command exited with status 3"),
                            tuple("goes-along", TaskState.TASK_KILLED, "Command exited with status 143"));
        }
    }

    @Test
    void point_70_a_restart_finds_every_task_of_a_group() throws Exception {
        try (ecs) {
            try (FrameworkUnderTest first = framework()) {
                launch(
                        first,
                        first.offer(),
                        TaskMessages.shell("web", "sleep 1000"),
                        TaskMessages.shell("side", "sleep 1000"));
                first.updates(TaskState.TASK_RUNNING, "web", "side");
                first.driver().stop(true);
            }
            try (FrameworkUnderTest second = framework()) {
                second.id();
                second.driver().reconcileTasks(List.of());
                second.updates(TaskState.TASK_RUNNING, "web", "side");
                second.kill("web");
                ecs.awaitStatus(only().taskArn(), "STOPPED", Duration.ofSeconds(30));
            }
            assertThat(ecs.callCount("RunTask")).isEqualTo(1);
        }
    }

    @Test
    void point_70_a_group_that_cannot_be_is_refused_as_a_whole() throws Exception {
        try (ecs;
                FrameworkUnderTest pods = framework()) {
            launch(
                    pods,
                    pods.offer(),
                    TaskMessages.shell("good", "true"),
                    TaskMessages.bare("bad", "true").addResources(TaskMessages.scalar("cpus", 1000)));
            assertThat(pods.updates(TaskState.TASK_ERROR, "good", "bad"))
                    .extracting(TaskStatus::getReason)
                    .containsOnly(TaskStatus.Reason.REASON_TASK_GROUP_INVALID);
            launch(
                    pods,
                    pods.offer(),
                    TaskMessages.shell("good", "true"),
                    TaskMessages.bare("tiny", "true").addResources(TaskMessages.scalar("mem", 1)));
            assertThat(pods.updates(TaskState.TASK_ERROR, "good", "tiny"))
                    .extracting(TaskStatus::getReason, TaskStatus::getMessage)
                    .as("what only the backend finds")
                    .allSatisfy(said -> assertThat(said.toString())
                            .contains("REASON_TASK_GROUP_INVALID", "task 'tiny' of the group", "at least 6"));
            assertThat(ecs.tasks()).isEmpty();
        }
    }
}
