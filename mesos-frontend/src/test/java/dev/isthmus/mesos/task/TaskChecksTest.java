package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.CheckInfo;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Image;
import dev.isthmus.mesos.messages.Protos.KillPolicy;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.Secret;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.Protos.Volume;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TaskChecksTest {

    private final TaskInfo good = Messages.task("t", "a1", 0.1, 32);

    private Optional<String> problem(UnaryOperator<TaskInfo.Builder> change) {
        return TaskChecks.problem(
                change.apply(good.toBuilder()).build(),
                "a1",
                new MesosTaskLedger(agent -> {}, new NoCharges(), new TaskHoldings()));
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
    void a_good_task_has_no_problem() {
        assertThat(problem(task -> task)).isEmpty();
        assertThat(problem(task -> task.setContainer(docker()))).isEmpty();
    }

    @Test
    void point_58_another_agent() {
        assertThat(TaskChecks.problem(
                        good, "a2", new MesosTaskLedger(agent -> {}, new NoCharges(), new TaskHoldings())))
                .contains("Task uses invalid agent a1 while agent a2 is expected");
    }

    @Test
    void point_59_no_resources() {
        assertThat(problem(TaskInfo.Builder::clearResources)).contains("Task uses no resources");
    }

    @Test
    void point_62_exactly_one_of_command_and_executor() {
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
    void point_64_containers() {
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
    void point_64_a_volume_has_one_source() {
        Volume.Builder host = Volume.newBuilder()
                .setContainerPath("/data")
                .setMode(Volume.Mode.RW)
                .setHostPath("/var/data");
        Image image = Image.newBuilder().setType(Image.Type.DOCKER).build();
        Volume.Source source = Volume.Source.newBuilder()
                .setType(Volume.Source.Type.HOST_PATH)
                .setHostPath(Volume.Source.HostPath.newBuilder().setPath("/var/data"))
                .build();
        for (Volume.Builder two : List.of(
                host.clone().setImage(image),
                host.clone().setSource(source),
                host.clone().clearHostPath().setImage(image).setSource(source))) {
            assertThat(problem(task -> task.setContainer(docker().toBuilder().addVolumes(two)))
                            .orElseThrow())
                    .contains("/data")
                    .contains("Only one of them should be set");
        }
        for (Volume.Builder one : List.of(
                host,
                host.clone().clearHostPath().setImage(image),
                host.clone().clearHostPath().setSource(source))) {
            assertThat(problem(task -> task.setContainer(docker().toBuilder().addVolumes(one))))
                    .isEmpty();
        }
        Volume.Builder empty = host.clone()
                .clearHostPath()
                .setSource(Volume.Source.newBuilder().setType(Volume.Source.Type.HOST_PATH));
        assertThat(problem(task -> task.setContainer(docker().toBuilder().addVolumes(empty))))
                .contains(
                        "Task's `ContainerInfo` is invalid: Volume '/data': 'source.host_path' is not set for HOST_PATH"
                                + " volume");
    }

    @Test
    void point_64_gpus_are_whole_and_limits_not_below_requests() {
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
    void point_64_amounts_are_added_up_exactly() {
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
    void point_64_a_limit_of_memory_needs_a_request() {
        assertThat(problem(task -> task.clearResources()
                                .addResources(Messages.scalar("cpus", 0.1))
                                .putLimits("mem", scalar(64)))
                        .orElseThrow())
                .contains("a memory request must also be specified");
    }

    @Test
    void point_65_a_health_check_without_a_type_speaks_of_one_thing() {
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
    void point_65_a_check_by_command_says_which_command() {
        CommandInfo.Builder nothing = CommandInfo.newBuilder();
        assertThat(problem(task -> task.setHealthCheck(HealthCheck.newBuilder().setCommand(nothing)))
                        .orElseThrow())
                .contains("'command.value'");
        assertThat(problem(task -> task.setCheck(CheckInfo.newBuilder()
                        .setType(CheckInfo.Type.COMMAND)
                        .setCommand(CheckInfo.Command.newBuilder().setCommand(nothing)))))
                .isPresent();
    }

    @Test
    void point_64_a_limit_of_memory_is_not_below_its_request() {
        assertThat(problem(task -> task.putLimits("mem", scalar(31.999))).orElseThrow())
                .contains("mem")
                .contains("less than the request");
        assertThat(problem(task -> task.putLimits("mem", scalar(32)))).isEmpty();
    }

    private static Value.Scalar scalar(double value) {
        return Value.Scalar.newBuilder().setValue(value).build();
    }

    @Test
    void point_65_negative_times_and_incomplete_checks() {
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

    @Test
    void point_65_no_time_of_a_health_check_is_negative() {
        HealthCheck.Builder check =
                HealthCheck.newBuilder().setCommand(CommandInfo.newBuilder().setValue("true"));
        for (HealthCheck.Builder wrong : List.of(
                check.clone().setDelaySeconds(-1),
                check.clone().setIntervalSeconds(-1),
                check.clone().setTimeoutSeconds(-1),
                check.clone().setGracePeriodSeconds(-1),
                check.clone().setGracePeriodSeconds(Double.NaN))) {
            assertThat(problem(task -> task.setHealthCheck(wrong)).orElseThrow())
                    .contains("invalid health check")
                    .contains("non-negative");
        }
        assertThat(problem(task -> task.setHealthCheck(check.clone()
                        .setDelaySeconds(0)
                        .setIntervalSeconds(0)
                        .setTimeoutSeconds(0)
                        .setGracePeriodSeconds(0))))
                .isEmpty();
    }

    @Test
    void point_65_no_time_of_a_check_is_negative() {
        CheckInfo.Builder check = CheckInfo.newBuilder()
                .setType(CheckInfo.Type.TCP)
                .setTcp(CheckInfo.Tcp.newBuilder().setPort(80));
        for (CheckInfo.Builder wrong : List.of(
                check.clone().setDelaySeconds(-1),
                check.clone().setIntervalSeconds(-1),
                check.clone().setTimeoutSeconds(-1))) {
            assertThat(problem(task -> task.setCheck(wrong)).orElseThrow())
                    .contains("invalid check")
                    .contains("non-negative");
        }
        assertThat(problem(task -> task.setCheck(
                        check.clone().setDelaySeconds(0).setIntervalSeconds(0).setTimeoutSeconds(0))))
                .isEmpty();
    }

    @Test
    void point_65_a_health_check_has_the_part_that_its_type_names() {
        HealthCheck.Builder all = HealthCheck.newBuilder()
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .setHttp(HealthCheck.HTTPCheckInfo.newBuilder().setPort(80))
                .setTcp(HealthCheck.TCPCheckInfo.newBuilder().setPort(80));
        for (HealthCheck.Builder incomplete : List.of(
                all.clone().setType(HealthCheck.Type.COMMAND).clearCommand(),
                all.clone().setType(HealthCheck.Type.HTTP).clearHttp(),
                all.clone().setType(HealthCheck.Type.TCP).clearTcp(),
                all.clone().setType(HealthCheck.Type.UNKNOWN))) {
            assertThat(problem(task -> task.setHealthCheck(incomplete)).orElseThrow())
                    .contains("invalid health check");
        }
        for (HealthCheck.Type type : List.of(HealthCheck.Type.COMMAND, HealthCheck.Type.HTTP, HealthCheck.Type.TCP)) {
            assertThat(problem(task -> task.setHealthCheck(all.clone().setType(type))))
                    .isEmpty();
        }
    }

    /** master_validation_tests: TaskEnvironmentInvalid, with what validateEnvironment of src/common/validation.cpp refuses besides. */
    @Test
    void point_65_an_environment_variable_has_what_its_type_names_and_nothing_else() {
        Secret secret = Secret.newBuilder()
                .setType(Secret.Type.REFERENCE)
                .setReference(Secret.Reference.newBuilder().setName("vault"))
                .build();
        for (Environment.Variable.Builder wrong : List.of(
                Environment.Variable.newBuilder(),
                variable(Environment.Variable.Type.VALUE),
                variable(Environment.Variable.Type.VALUE).setSecret(secret),
                variable(Environment.Variable.Type.VALUE).setValue("v").setSecret(secret),
                variable(Environment.Variable.Type.SECRET),
                variable(Environment.Variable.Type.SECRET).setValue("v"),
                variable(Environment.Variable.Type.SECRET).setSecret(secret).setValue("v"),
                variable(Environment.Variable.Type.UNKNOWN).setValue("v"))) {
            assertThat(problem(with(wrong)).orElseThrow())
                    .startsWith("Task's `CommandInfo` is invalid: Environment variable 'ENV_VAR_KEY' of type '");
        }
        assertThat(problem(with(variable(Environment.Variable.Type.VALUE).setValue(""))))
                .isEmpty();
        assertThat(problem(with(variable(Environment.Variable.Type.SECRET).setSecret(secret))))
                .isEmpty();
    }

    private static Environment.Variable.Builder variable(Environment.Variable.Type type) {
        return Environment.Variable.newBuilder().setType(type);
    }

    /** A good variable, then this one. */
    private static UnaryOperator<TaskInfo.Builder> with(Environment.Variable.Builder variable) {
        return task -> {
            task.getCommandBuilder()
                    .getEnvironmentBuilder()
                    .addVariables(
                            Environment.Variable.newBuilder().setName("GOOD").setValue("1"))
                    .addVariables(variable.setName("ENV_VAR_KEY"));
            return task;
        };
    }

    /** The ledger knows a task of this id. */
    private static MesosTaskLedger knowing(String id) {
        FrameworkId framework = new FrameworkId("f");
        TaskId task = new TaskId(id);
        MesosTaskLedger ledger = new MesosTaskLedger(agent -> {}, new NoCharges(), new TaskHoldings());
        ledger.add(
                new LaunchedTask(
                        LaunchId.of(framework, task, "o"),
                        framework,
                        task,
                        new AgentId("a1"),
                        Resources.none(Dialect.MESOS)),
                new TaskTraits("*", false, false, Optional.empty()),
                ResourcesByReservation.none());
        return ledger;
    }

    /** Breaks everything at once, then mends it in Mesos's order: each time the next fault is told. */
    @Test
    void point_66_only_the_first_fault_is_told_in_mesoss_order() {
        MesosTaskLedger ledger = knowing("t");
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
                () -> task.getTaskIdBuilder().setValue("u"),
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
            told.add(TaskChecks.problem(task.build(), "a1", ledger).orElseThrow());
            mend.run();
        }
        assertThat(TaskChecks.problem(task.build(), "a1", ledger)).isEmpty();
        List<String> words = List.of(
                "Task ID is invalid",
                "Task has duplicate ID: t",
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
        assertThat(told).hasSameSizeAs(words);
        for (int i = 0; i < words.size(); i++) {
            assertThat(told.get(i)).contains(words.get(i));
        }
    }
}
