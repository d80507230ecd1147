package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.LinuxInfo;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GroupChecksTest {

    private static final TaskInfo TASK = Messages.task("t", "a1", 0.1, 32);
    private static final TaskInfo OTHER = Messages.task("u", "a1", 0.1, 32);

    private static ExecutorInfo.Builder executor() {
        return ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("f"))
                .addResources(Messages.scalar("cpus", 0.01))
                .addResources(Messages.scalar("mem", 32))
                .addResources(Messages.scalar("disk", 1));
    }

    private static Optional<String> problem(ExecutorInfo.Builder executor, TaskInfo... tasks) {
        LaunchGroup.Builder group = LaunchGroup.newBuilder().setExecutor(executor);
        group.getTaskGroupBuilder().addAllTasks(List.of(tasks));
        return GroupChecks.problem(
                group.build(), "f", "a1", new MesosTaskLedger(agent -> {}, new NoCharges(), new TaskHoldings()));
    }

    private static TaskInfo contained(UnaryOperator<ContainerInfo.Builder> container) {
        return TASK.toBuilder()
                .setContainer(container.apply(ContainerInfo.newBuilder().setType(ContainerInfo.Type.MESOS)))
                .build();
    }

    private static TaskInfo sharing(TaskInfo task, boolean shares) {
        return task.toBuilder()
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.MESOS)
                        .setLinuxInfo(LinuxInfo.newBuilder().setShareCgroups(shares)))
                .build();
    }

    @Test
    void point_70_a_good_group_has_no_fault() {
        assertThat(problem(executor(), TASK, OTHER)).isEmpty();
        assertThat(problem(executor(), TASK.toBuilder().clearCommand().build()))
                .as("a task without command runs what its image says")
                .isEmpty();
        assertThat(problem(executor(), TASK.toBuilder().setExecutor(executor()).build()))
                .as("the executor may be said twice")
                .isEmpty();
    }

    @Test
    void point_70_the_executor_of_a_group() {
        assertThat(problem(executor().clearType(), TASK)).contains("'ExecutorInfo.type' must be set");
        assertThat(problem(executor().setType(ExecutorInfo.Type.UNKNOWN), TASK)).contains("Unknown executor type");
        assertThat(problem(executor().clearFrameworkId(), TASK)).contains("'ExecutorInfo.framework_id' must be set");
        assertThat(problem(executor().setFrameworkId(FrameworkID.newBuilder().setValue("g")), TASK))
                .contains("ExecutorInfo has an invalid FrameworkID (Actual: g vs Expected: f)");
        assertThat(problem(executor().removeResources(0), TASK))
                .contains("Executor 'e' uses less CPUs (None) than the minimum required (0.01)");
        assertThat(problem(executor().setResources(1, Messages.scalar("mem", 31)), TASK))
                .contains("Executor 'e' uses less memory (31MB) than the minimum required (32MB)");
        assertThat(problem(executor().removeResources(2), TASK)).contains("Executor 'e' uses no disk");
        assertThat(problem(executor().setResources(1, Messages.scalar("mem", -1)), TASK))
                .hasValueSatisfying(text -> assertThat(text).startsWith("Executor uses invalid resources: "));
        assertThat(problem(
                        executor()
                                .setShutdownGracePeriod(
                                        DurationInfo.newBuilder().setNanoseconds(-1)),
                        TASK))
                .contains("ExecutorInfo's 'shutdown_grace_period' must be non-negative");
        assertThat(problem(executor().setCommand(CommandInfo.newBuilder().setValue("x")), TASK))
                .contains("'ExecutorInfo.command' must not be set for 'DEFAULT' executor");
        assertThat(problem(executor().setExecutorId(ExecutorID.newBuilder().setValue("a/b")), TASK))
                .hasValueSatisfying(text -> assertThat(text).startsWith("Executor ID is invalid: "));
        assertThat(problem(
                        executor(),
                        TASK.toBuilder().setExecutor(executor().setName("x")).build()))
                .contains("The `ExecutorInfo` of task 't' is different from executor 'e'");
    }

    @Test
    void point_70_a_group_brings_no_executor_of_its_own() {
        ExecutorInfo.Builder custom = executor().setType(ExecutorInfo.Type.CUSTOM);
        assertThat(problem(custom, TASK)).contains("'ExecutorInfo.command' must be set for 'CUSTOM' executor");
        assertThat(problem(custom.setCommand(CommandInfo.newBuilder().setValue("x")), TASK))
                .contains(TaskChecks.CUSTOM_EXECUTOR);
    }

    /** master_validation_tests: TaskGroupValidationTest.ExecutorUsesDockerContainerInfo, TaskUsesDockerContainerInfo. */
    @Test
    void point_70_nothing_of_a_group_is_a_docker_container() {
        ContainerInfo.Builder docker = ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("busybox"));
        assertThat(problem(
                        executor(), OTHER, TASK.toBuilder().setContainer(docker).build()))
                .contains("Task 't' is invalid: Docker ContainerInfo is not supported on the task");
        assertThat(problem(executor().setContainer(docker), TASK))
                .contains("'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor");
    }

    @Test
    void point_70_one_bad_task_refuses_all() {
        assertThat(problem(executor(), TASK, TASK)).contains("Task 't' is invalid: Task has duplicate ID: t");
        assertThat(problem(executor(), TASK, Messages.task("u", "a2", 1, 1)))
                .contains("Task 'u' is invalid: Task uses invalid agent a2 while agent a1 is expected");
        assertThat(problem(
                        executor().clearType(),
                        TASK.toBuilder()
                                .setResources(0, Messages.scalar("cpus", -1))
                                .build()))
                .as("tasks come before their executor")
                .hasValueSatisfying(text -> assertThat(text).startsWith("Task 't' is invalid: Resource 'cpus'"));
    }

    /** master_validation_tests: TaskGroupValidationTest.TaskUsesNetworkInfo, as 1.11 has it. */
    @Test
    void point_70_a_task_on_a_network_of_its_own_is_not_checked_from_outside() {
        HealthCheck tcp = HealthCheck.newBuilder()
                .setType(HealthCheck.Type.TCP)
                .setTcp(HealthCheck.TCPCheckInfo.newBuilder().setPort(80))
                .build();
        TaskInfo alone = contained(container -> container.addNetworkInfos(NetworkInfo.newBuilder()));
        assertThat(problem(executor(), alone)).isEmpty();
        assertThat(problem(executor(), alone.toBuilder().setHealthCheck(tcp).build()))
                .contains("Task 't' is invalid: HTTP and TCP health checks are not supported for nested containers not"
                        + " joining parent's network");
    }

    /** master_validation_tests: TaskGroupValidationTest.TaskGroupUsesRevocableResources and ...AndExecutorUsesRevocableResources. */
    @Test
    void point_70_revocable_and_other_resources_do_not_mix() {
        Resource revocable = Messages.scalar("cpus", 0.1).toBuilder()
                .setRevocable(Resource.RevocableInfo.getDefaultInstance())
                .build();
        assertThat(problem(
                        executor(),
                        TASK,
                        OTHER.toBuilder().setResources(0, revocable).build()))
                .contains("Task group and executor mix revocable and non-revocable resources");
        assertThat(problem(executor().setResources(0, revocable), TASK))
                .contains("Task group and executor mix revocable and non-revocable resources");
    }

    @Test
    void point_70_cgroups_are_shared_by_all_or_by_none() {
        assertThat(problem(executor(), sharing(TASK, false), sharing(OTHER, false)))
                .isEmpty();
        assertThat(problem(executor(), sharing(TASK, false), OTHER))
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("If set, the value of 'share_cgroups' must be"));
        ContainerInfo shared = sharing(TASK, true).getContainer();
        assertThat(problem(executor().setContainer(shared), TASK))
                .contains("The 'share_cgroups' field cannot be set to 'true' on executor containers");
        Value.Scalar one = Value.Scalar.newBuilder().setValue(1).build();
        assertThat(problem(executor(), TASK.toBuilder().putLimits("cpus", one).build()))
                .hasValueSatisfying(text -> assertThat(text).contains("Resource limits may only be set"));
        assertThat(problem(
                        executor(),
                        sharing(TASK, false).toBuilder().putLimits("cpus", one).build()))
                .isEmpty();
    }
}
