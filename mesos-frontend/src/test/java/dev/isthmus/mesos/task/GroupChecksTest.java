package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupChecksTest {

    private static final TaskInfo TASK = Messages.task("t", "a1", 0.1, 32);

    private static ExecutorInfo.Builder executor() {
        return ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("f"))
                .addResources(Messages.scalar("cpus", 0.01))
                .addResources(Messages.scalar("mem", 32))
                .addResources(Messages.scalar("disk", 1));
    }

    private static String refusal(ExecutorInfo.Builder executor, TaskInfo... tasks) {
        LaunchGroup.Builder group = LaunchGroup.newBuilder().setExecutor(executor);
        group.getTaskGroupBuilder().addAllTasks(List.of(tasks));
        return GroupChecks.refusal(group.build(), "f", "a1", new TaskLedger());
    }

    @Test
    void point070_theExecutorOfAGroup() {
        assertThat(refusal(executor().clearType(), TASK)).contains("'ExecutorInfo.type' must be set");
        assertThat(refusal(executor().clearFrameworkId(), TASK)).contains("'ExecutorInfo.framework_id' must be set");
        assertThat(refusal(executor().setFrameworkId(FrameworkID.newBuilder().setValue("g")), TASK))
                .contains("invalid FrameworkID");
        assertThat(refusal(executor().removeResources(0), TASK)).contains("cpus");
        assertThat(refusal(executor().setResources(1, Messages.scalar("mem", 31)), TASK))
                .contains("mem");
        assertThat(refusal(executor().removeResources(2), TASK)).contains("disk");
    }

    @Test
    void point070_oneBadTaskRefusesAll() {
        assertThat(refusal(executor(), TASK, TASK)).isEqualTo("Task 't' is invalid: Task has duplicate ID: t");
        assertThat(refusal(executor(), TASK, Messages.task("u", "a2", 1, 1))).contains("Task 'u' is invalid");
        TaskInfo docker = TASK.toBuilder()
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("busybox")))
                .build();
        assertThat(refusal(executor(), docker)).contains("Docker ContainerInfo is not supported");
        assertThat(refusal(
                        executor(),
                        TASK.toBuilder()
                                .setResources(0, Messages.scalar("cpus", -1))
                                .build()))
                .contains("Task 't' is invalid: Resource 'cpus'");
    }

    @Test
    void point070_aGroupWithoutFaultIsToldThatThereAreNone() {
        assertThat(refusal(executor(), TASK)).isEqualTo(GroupChecks.NO_GROUPS);
    }
}
