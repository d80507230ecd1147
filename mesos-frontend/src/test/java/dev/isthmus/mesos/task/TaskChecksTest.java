package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.CheckInfo;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.KillPolicy;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.Protos.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TaskChecksTest {

    private final TaskInfo good = Messages.task("t", "a1", 0.1, 32);

    private Optional<String> problem(UnaryOperator<TaskInfo.Builder> change) {
        return TaskChecks.problem(change.apply(good.toBuilder()).build(), "a1", new TaskLedger());
    }

    private static DurationInfo negative() {
        return DurationInfo.newBuilder().setNanoseconds(-1).build();
    }

    private static ContainerInfo docker() {
        return ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("busybox"))
                .build();
    }

    @Test
    void aGoodTaskHasNoProblem() {
        assertThat(problem(task -> task)).isEmpty();
        assertThat(problem(task -> task.setContainer(docker()))).isEmpty();
    }

    @Test
    void point058_anotherAgent() {
        assertThat(TaskChecks.problem(good, "a2", new TaskLedger()))
                .contains("Task uses invalid agent a1 while agent a2 is expected");
    }

    @Test
    void point059_noResources() {
        assertThat(problem(TaskInfo.Builder::clearResources)).contains("Task uses no resources");
    }

    @Test
    void point062_exactlyOneOfCommandAndExecutor() {
        ExecutorInfo executor = ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .build();
        assertThat(problem(TaskInfo.Builder::clearCommand).orElseThrow())
                .contains("CommandInfo or ExecutorInfo present");
        assertThat(problem(task -> task.setExecutor(executor)).orElseThrow())
                .contains("CommandInfo or ExecutorInfo present");
        assertThat(problem(task -> task.clearCommand().setExecutor(executor))).contains(TaskChecks.CUSTOM_EXECUTOR);
    }

    @Test
    void point064_containers() {
        assertThat(problem(task -> task.setContainer(docker().toBuilder().clearDocker()))
                        .orElseThrow())
                .contains("DockerInfo 'docker' is not set");
        ContainerInfo.Builder named = docker().toBuilder();
        named.getDockerBuilder()
                .addParameters(Parameter.newBuilder().setKey("name").setValue("x"));
        assertThat(problem(task -> task.setContainer(named)).orElseThrow()).contains("must not be 'name'");
        assertThat(problem(task -> task.setContainer(docker().toBuilder()
                                .addVolumes(Volume.newBuilder()
                                        .setContainerPath("/data")
                                        .setMode(Volume.Mode.RW))))
                        .orElseThrow())
                .contains("/data");
    }

    @Test
    void point064_gpusAreWholeAndLimitsNotBelowRequests() {
        assertThat(problem(task -> task.addResources(Messages.scalar("gpus", 0.5)))
                        .orElseThrow())
                .contains("'gpus'")
                .contains("0.5");
        assertThat(problem(task -> task.putLimits("cpus", scalar(0.05))).orElseThrow())
                .contains("less than the request");
        assertThat(problem(task -> task.putLimits("disk", scalar(1000))).orElseThrow())
                .contains("'disk'");
        assertThat(problem(task -> task.putLimits("cpus", scalar(Double.NaN))).orElseThrow())
                .contains("NaN");
        assertThat(problem(task -> task.putLimits("mem", scalar(1e300))).orElseThrow())
                .contains("1.0E300", "no amount");
        assertThat(problem(task -> task.putLimits("mem", scalar(Double.POSITIVE_INFINITY))))
                .isEmpty();
    }

    @Test
    void point064_amountsAreAddedUpExactly() {
        assertThat(problem(task -> task.clearResources()
                        .addResources(Messages.scalar("cpus", 0.1))
                        .addResources(Messages.scalar("cpus", 0.2))
                        .putLimits("cpus", scalar(0.3))))
                .isEmpty();
        assertThat(problem(task ->
                        task.addResources(Messages.scalar("gpus", 0.5)).addResources(Messages.scalar("gpus", 0.5))))
                .isEmpty();
    }

    @Test
    void point064_aLimitOfMemoryNeedsARequest() {
        assertThat(problem(task -> task.clearResources()
                                .addResources(Messages.scalar("cpus", 0.1))
                                .putLimits("mem", scalar(64)))
                        .orElseThrow())
                .contains("a memory request must also be specified");
    }

    @Test
    void point065_aHealthCheckWithoutATypeSpeaksOfOneThing() {
        CommandInfo command = CommandInfo.newBuilder().setValue("true").build();
        HealthCheck.Builder both = HealthCheck.newBuilder()
                .setCommand(command)
                .setHttp(HealthCheck.HTTPCheckInfo.newBuilder().setPort(80));
        assertThat(problem(task -> task.setHealthCheck(both))).isPresent();
        assertThat(problem(task -> task.setHealthCheck(both.clone().clearHttp())))
                .isEmpty();
        assertThat(problem(task -> task.setHealthCheck(both.clone().clearCommand())))
                .isEmpty();
    }

    @Test
    void point065_aCheckByCommandSaysWhichCommand() {
        CommandInfo.Builder nothing = CommandInfo.newBuilder();
        assertThat(problem(task -> task.setHealthCheck(HealthCheck.newBuilder().setCommand(nothing)))
                        .orElseThrow())
                .contains("'command.value'");
        assertThat(problem(task -> task.setCheck(CheckInfo.newBuilder()
                        .setType(CheckInfo.Type.COMMAND)
                        .setCommand(CheckInfo.Command.newBuilder().setCommand(nothing)))))
                .isPresent();
    }

    private static Value.Scalar scalar(double value) {
        return Value.Scalar.newBuilder().setValue(value).build();
    }

    @Test
    void point065_negativeTimesAndIncompleteChecks() {
        assertThat(problem(task -> task.setKillPolicy(KillPolicy.newBuilder().setGracePeriod(negative()))))
                .isPresent();
        assertThat(problem(task -> task.setMaxCompletionTime(negative()))).isPresent();
        assertThat(problem(task -> task.setHealthCheck(HealthCheck.newBuilder().setType(HealthCheck.Type.HTTP))))
                .isPresent();
        assertThat(problem(task -> task.setHealthCheck(HealthCheck.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true"))
                        .setDelaySeconds(-1))))
                .isPresent();
        assertThat(problem(task -> task.setHealthCheck(HealthCheck.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true")))))
                .isEmpty();
        assertThat(problem(task -> task.setCheck(CheckInfo.newBuilder().setType(CheckInfo.Type.TCP))))
                .isPresent();
        assertThat(problem(task -> task.setCommand(task.getCommand().toBuilder()
                        .setEnvironment(Environment.newBuilder()
                                .addVariables(Environment.Variable.newBuilder().setName("NOTHING"))))))
                .isPresent();
    }

    /** Breaks everything at once, then mends it in Mesos's order: each time the next fault is told. */
    @Test
    void point066_onlyTheFirstFaultIsToldInMesossOrder() {
        TaskInfo.Builder task = good.toBuilder();
        task.getTaskIdBuilder().setValue("a/b");
        task.getSlaveIdBuilder().setValue("wrong");
        task.setKillPolicy(KillPolicy.newBuilder().setGracePeriod(negative()))
                .setMaxCompletionTime(negative())
                .setCheck(CheckInfo.newBuilder().setType(CheckInfo.Type.TCP))
                .setHealthCheck(HealthCheck.newBuilder().setType(HealthCheck.Type.HTTP))
                .clearResources()
                .setContainer(docker().toBuilder().clearDocker())
                .putLimits("disk", scalar(1))
                .setExecutor(ExecutorInfo.newBuilder()
                        .setExecutorId(ExecutorID.newBuilder().setValue("e")));
        task.getCommandBuilder()
                .setEnvironment(Environment.newBuilder()
                        .addVariables(Environment.Variable.newBuilder().setName("NOTHING")));
        List<Runnable> mends = List.of(
                () -> task.getTaskIdBuilder().setValue("t"),
                () -> task.getSlaveIdBuilder().setValue("a1"),
                task::clearKillPolicy,
                task::clearMaxCompletionTime,
                task::clearCheck,
                task::clearHealthCheck,
                () -> task.addAllResources(good.getResourcesList()),
                () -> task.getCommandBuilder().clearEnvironment(),
                task::clearContainer,
                task::clearLimits,
                task::clearExecutor);
        List<String> told = new ArrayList<>();
        for (Runnable mend : mends) {
            told.add(TaskChecks.problem(task.build(), "a1", new TaskLedger()).orElseThrow());
            mend.run();
        }
        assertThat(TaskChecks.problem(task.build(), "a1", new TaskLedger())).isEmpty();
        List<String> words = List.of(
                "Task ID is invalid",
                "invalid agent",
                "grace_period",
                "max_completion_time",
                "invalid check",
                "invalid health check",
                "no resources",
                "NOTHING",
                "DockerInfo",
                "'disk'",
                "ExecutorInfo");
        for (int i = 0; i < words.size(); i++) {
            assertThat(told.get(i)).contains(words.get(i));
        }
    }
}
