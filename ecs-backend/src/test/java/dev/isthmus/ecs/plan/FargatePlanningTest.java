package dev.isthmus.ecs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Container.Network;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.DefinitionField;
import dev.isthmus.ecs.definition.FargateTraits;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.plan.Plan.Impossible;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TaskRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the task definition of a task on a slot holds, and what Fargate does not have. */
class FargatePlanningTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/exec";

    private String rules = "";
    private Optional<DefinitionContent.Log> log = Optional.empty();
    private String agent = "fargate-0";

    private Plan plan(TaskSpec spec) {
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                new FrameworkId("f"),
                new TaskId("t"),
                new AgentId(agent),
                Resources.none(Dialect.MESOS));
        Defaults defaults = Defaults.builder()
                .image(Optional.of("busybox:1"))
                .log(log)
                .tasks(TaskRules.parse(rules))
                .roles(IamRoles.parse("exec=" + ROLE))
                .network(Optional.of(new RunTaskOptions.Network(List.of("subnet-1"), List.of())))
                .fargate(SlotSettings.parse("slots=1;cpus=4;mem=16384;arch=arm64"))
                .build();
        return new Planner(defaults).plan(new Launch(task, "chronos", Taken.nothing(Dialect.ECS), spec));
    }

    private Planned planned(TaskSpec spec) {
        return plan(spec).fold(planned -> planned, impossible -> {
            throw new AssertionError(impossible.message());
        });
    }

    private DefinitionContent content(TaskSpec spec) {
        return ((Wanted.Own) planned(spec).definition()).content();
    }

    private Impossible impossible(TaskSpec spec) {
        return plan(spec)
                .fold(
                        planned -> {
                            throw new AssertionError("it is planned: " + planned);
                        },
                        impossible -> impossible);
    }

    private static TaskSpec spec() {
        return TaskSpec.of("t", Command.ofShell("true"));
    }

    private static TaskSpec in(Container container) {
        return new TaskSpec(
                "t", Command.ofShell("true"), container, new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    private static TaskSpec on(Network network, PortMapping... ports) {
        return in(new Container(
                Optional.of("nginx:1"), Optional.of(network), List.of(ports), List.of(), List.of(), false, false));
    }

    private static TaskSpec with(String key, String value) {
        return in(new Container(
                Optional.of("nginx:1"),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new Parameter(key, value)),
                false,
                false));
    }

    @Test
    void it_has_an_interface_of_its_own_and_traits_of_Fargate() {
        DefinitionContent content = content(on(Network.BRIDGE, new PortMapping(31_005, 80, PortMapping.Protocol.TCP)));
        assertThat(content.network()).isEqualTo("awsvpc");
        assertThat(content.portMappings()).containsExactly(new PortMapping(80, 80, PortMapping.Protocol.TCP));
        assertThat(content.fargate()).contains(new FargateTraits(CpuArchitecture.ARM64, Optional.empty()));
    }

    @Test
    void the_same_task_has_another_family_on_an_instance() {
        DefinitionContent onSlot = content(spec());
        agent = "0f1e2d3c";
        DefinitionContent onInstance = content(spec());
        assertThat(onInstance.fargate()).isEmpty();
        assertThat(onInstance.network()).isEqualTo("host");
        assertThat(onSlot.family()).isNotEqualTo(onInstance.family());
    }

    @Test
    void network_of_a_user_is_the_interface_and_none_is_refused() {
        assertThat(content(on(Network.USER)).network()).isEqualTo("awsvpc");
        assertThat(impossible(on(Network.NONE)).message()).startsWith("network NONE is not supported on Fargate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap-add | NET_ADMIN | capability NET_ADMIN",
                "device | /dev/fuse | device /dev/fuse",
                "tmpfs | /scratch:size=64m | tmpfs /scratch",
                "shm-size | 64m | shm-size",
                "security-opt | no-new-privileges | security-opt no-new-privileges",
                "pid | host | pid host",
                "ipc | host | ipc host",
                "hostname | me | hostname me",
                "add-host | db:10.0.0.2 | add-host db",
                "dns | 10.0.0.2 | dns 10.0.0.2",
                "dns-search | example.org | dns-search example.org",
                "volume | /srv:/data | host path /srv",
                "log-driver | json-file | log driver json-file"
            })
    void what_Fargate_does_not_have_is_refused_by_name_for_the_slot_alone(String key, String value, String named) {
        TaskSpec spec = with(key, value);
        Impossible impossible = impossible(spec);
        assertThat(impossible.refusal()).isEqualTo(Refusal.UNSUITABLE_AGENT);
        assertThat(impossible.message())
                .isEqualTo(
                        "Fargate does not have what the task asks for (" + named
                                + "): leave that out, or keep the task off the slots by a constraint on their attribute provider");
        agent = "0f1e2d3c";
        assertThat(plan(spec)).isInstanceOf(Planned.class);
    }

    @Test
    void privileges_and_several_at_once_are_named() {
        Container container = new Container(
                Optional.of("nginx:1"),
                Optional.empty(),
                List.of(),
                List.of(new Volume("/data", Optional.of("/srv/data"), false)),
                List.of(),
                true,
                false);
        assertThat(impossible(in(container)).message()).contains("(privileged, host path /srv/data)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap-add | SYS_PTRACE",
                "cap-drop | ALL",
                "ulimit | nofile=1024:4096",
                "sysctl | net.core.somaxconn=1024",
                "init | true",
                "read-only | true",
                "volume | /scratch"
            })
    void what_Fargate_has_is_taken(String key, String value) {
        assertThat(plan(with(key, value))).isInstanceOf(Planned.class);
    }

    @Test
    void an_existing_definition_is_planned_as_on_an_instance() {
        TaskSpec spec = new TaskSpec(
                "t",
                Command.ofShell("true"),
                Container.NONE,
                new TreeMap<>(Map.of("isthmus.task-definition", "nginx:2")),
                Optional.empty(),
                Optional.empty());
        assertThat(planned(spec).definition()).isInstanceOf(Wanted.Existing.class);
        assertThat(planned(spec).surroundings().network())
                .as("where its interface is")
                .isPresent();
    }

    @Test
    void images_of_ECR_and_awslogs_need_an_execution_role_which_is_in_the_definition() {
        TaskSpec ecr = in(Container.ofImage("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1"));
        assertThat(impossible(ecr).message())
                .isEqualTo(
                        "on Fargate an image of ECR needs an execution role, and the task has none: add execution-role:... to a rule of "
                                + "ISTHMUS_TASK_RULES");
        TaskSpec dualStack = in(Container.ofImage("123456789012.dkr-ecr.eu-west-1.on.aws/app:1"));
        assertThat(impossible(dualStack).message()).contains("an image of ECR needs an execution role");
        log = Optional.of(new DefinitionContent.Log(
                "awslogs", new TreeMap<>(Map.of("awslogs-group", "mesos", "awslogs-region", "eu-west-1"))));
        assertThat(impossible(spec()).message()).contains("log driver awslogs needs an execution role");
        rules = "*/*=execution-role:exec";
        DefinitionContent content = content(ecr);
        assertThat(content.fargate().flatMap(FargateTraits::executionRole)).contains(ROLE);
        assertThat(content.log().orElseThrow().options()).containsEntry("awslogs-stream-prefix", "isthmus");
    }

    @Test
    void nobody_is_given_more_than_two_minutes_to_stop() {
        Planned planned = planned(new TaskSpec(
                "t",
                Command.ofShell("true"),
                Container.NONE,
                new TreeMap<>(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(10))));
        assertThat(((Wanted.Own) planned.definition()).content().stopTimeout()).isEqualTo(OptionalInt.of(120));
        assertThat(planned.warnings()).contains("kill grace period 600 is taken as 120: ECS allows 2 to 120");
    }

    @Test
    void the_page_shows_the_table_of_fields() throws IOException {
        StringBuilder table = new StringBuilder("| field | on a container instance | on Fargate |\n|---|---|---|\n");
        for (DefinitionField field : DefinitionField.values()) {
            table.append("| ")
                    .append(field.written())
                    .append(" | ")
                    .append(field.onInstances())
                    .append(" | ")
                    .append(field.onFargate())
                    .append(" |\n");
        }
        assertThat(Files.readString(Path.of("../docs/reference/task-definitions.md")))
                .contains(table);
    }
}
