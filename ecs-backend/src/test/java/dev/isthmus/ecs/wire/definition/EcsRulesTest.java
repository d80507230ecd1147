package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What rules say of tasks, over the wire: image, roles, volumes, networks, ports, logs. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // Each waits for the budget, or to try again, on a cluster of its own.
class EcsRulesTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/";
    private static final String NAMES = "etl=" + ROLE + "etl," + ROLE + "pull";

    private static FakeEcs fake() {
        return OpenBackend.smallCluster(ScriptedRuntime.running());
    }

    private static OpenBackend open(FakeEcs ecs, String rules, Map<Setting<?>, String> more) throws Exception {
        Map<Setting<?>, String> settings = new HashMap<>(more);
        settings.put(EcsSettings.TASK_RULES, rules);
        return new OpenBackend(ecs, settings).started();
    }

    private static Launch launch(OpenBackend open, String id, Container container, Map<String, String> labels) {
        TaskSpec spec = new TaskSpec(
                id, Command.ofShell("true"), container, new TreeMap<>(labels), Optional.empty(), Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 128, 64);
    }

    private static Container bridge(int hostPort) {
        return new Container(
                Optional.of("app"),
                Optional.of(Container.Network.BRIDGE),
                List.of(new PortMapping(hostPort, 8080, PortMapping.Protocol.TCP)),
                List.of(),
                List.of(),
                false,
                false);
    }

    private static TaskDefinition definition(FakeEcs ecs, Task task) {
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                .taskDefinition();
    }

    @Test
    void rule_says_image_roles_volumes_and_logs() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(
                        ecs,
                        "te*/etl-*=image:python:3 task-role:etl execution-role:pull volume:/srv:/data:ro "
                                + "log-driver:awslogs log-option:awslogs-group=g log-option:awslogs-region=r",
                        Map.of(EcsSettings.ROLES, NAMES))) {
            open.launched(launch(open, "etl-1", Container.NONE, Map.of()));
            Task task = ecs.tasks().get(0);
            ContainerDefinition main =
                    definition(ecs, task).containerDefinitions().get(0);
            assertThat(main.image()).isEqualTo("python:3");
            assertThat(main.logConfiguration().logDriver()).isEqualTo(LogDriver.AWSLOGS);
            assertThat(main.logConfiguration().options()).containsEntry("awslogs-group", "g");
            assertThat(main.mountPoints()).singleElement().satisfies(mount -> {
                assertThat(mount.containerPath()).isEqualTo("/data");
                assertThat(mount.readOnly()).isTrue();
            });
            assertThat(task.overrides().taskRoleArn()).isEqualTo(ROLE + "etl");
            assertThat(task.overrides().executionRoleArn()).isEqualTo(ROLE + "pull");
            open.launched(launch(open, "other", Container.NONE, Map.of()));
            Task other = ecs.tasks().get(1);
            assertThat(definition(ecs, other).containerDefinitions().get(0).image())
                    .isEqualTo("busybox:1");
            assertThat(other.overrides().taskRoleArn()).isNull();
        }
    }

    @Test
    void label_chooses_among_allowed_roles_only() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "*/*=task-role:pull", Map.of(EcsSettings.ROLES, NAMES))) {
            open.launched(launch(open, "t", Container.NONE, Map.of("isthmus.task-role", "etl")));
            assertThat(ecs.tasks().get(0).overrides().taskRoleArn()).isEqualTo(ROLE + "etl");
            assertThat(open.refused(
                            launch(open, "u", Container.NONE, Map.of("isthmus.task-role", ROLE + "admin")),
                            Refusal.INVALID))
                    .contains("isthmus.task-role", ROLE + "admin", "ISTHMUS_ROLES", "etl, pull");
        }
    }

    @Test
    void definition_that_a_framework_names_brings_allowed_roles_only() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(
                                ecs,
                                Map.of(EcsSettings.ROLES, NAMES, EcsSettings.TASK_DEFINITION_RULES, "*/trusted=admin"))
                        .started()) {
            for (String role : List.of("etl", "admin")) {
                ecs.client()
                        .registerTaskDefinition(request -> request.family(role)
                                .taskRoleArn(ROLE + role)
                                .containerDefinitions(ContainerDefinition.builder()
                                        .name("main")
                                        .image("app")
                                        .memory(16)
                                        .build()));
            }
            open.launched(launch(open, "t", Container.NONE, Map.of("isthmus.task-definition", "etl")));
            assertThat(open.refused(
                            launch(open, "u", Container.NONE, Map.of("isthmus.task-definition", "admin")),
                            Refusal.INVALID))
                    .contains(ROLE + "admin", "ISTHMUS_ROLES", "label isthmus.task-definition");
            assertThat(open.refused(OpenBackend.shell(open.agent(0), "v", "admin:1"), Refusal.INVALID))
                    .contains(ROLE + "admin", "the task's command");
            open.launched(launch(open, "trusted", Container.NONE, Map.of()));
        }
    }

    private static Launch in(OpenBackend open, String zone, String id) {
        AgentId agent = open.agents().stream()
                .filter(each -> each.zone().equals(Optional.of(zone)))
                .findFirst()
                .orElseThrow()
                .id();
        return OpenBackend.launchOf(agent, id, TaskSpec.of(id, Command.ofShell("true")), 128, 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void ecs_takes_the_subnet_of_the_agents_zone_and_without_one_the_refusal_says_what_to_do(String mode)
            throws Exception {
        FakeEcsConfig zones = FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(1024, 2048).withAvailabilityZone("us-east-1a"))
                .instance(InstanceSpec.of(1024, 2048).withAvailabilityZone("us-east-1b"))
                .instance(InstanceSpec.of(1024, 2048).withAvailabilityZone("us-east-1c"))
                .subnet("subnet-a", "us-east-1a")
                .subnet("subnet-b", "us-east-1b")
                .build();
        try (FakeEcs ecs = FakeEcs.start(zones);
                OpenBackend open = open(
                        ecs,
                        "*/*=network:awsvpc",
                        Map.of(EcsSettings.SUBNETS, "subnet-a,subnet-b", EcsSettings.LAUNCH, mode))) {
            for (String zone : List.of("a", "b")) {
                open.launched(in(open, "us-east-1" + zone, "in-" + zone));
                Task task = ecs.tasks().get(ecs.tasks().size() - 1);
                assertThat(task.availabilityZone()).isEqualTo("us-east-1" + zone);
                assertThat(task.attachments().get(0).details())
                        .anySatisfy(detail -> assertThat(detail.value()).isEqualTo("subnet-" + zone));
            }
            assertThat(open.launch(in(open, "us-east-1c", "nowhere")))
                    .isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                        assertThat(refused.refusal()).isEqualTo(Refusal.UNSUITABLE_AGENT);
                        assertThat(refused.message())
                                .contains(
                                        "LOCATION", "us-east-1c", "subnet-a, subnet-b", "ISTHMUS_SUBNETS", "subnets:");
                    });
        }
    }

    @Test
    void awsvpc_by_rule_has_its_network_and_tells_its_address() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(
                        ecs,
                        "*/a=network:awsvpc;*/b=network:awsvpc subnets:subnet-b",
                        Map.of(EcsSettings.SUBNETS, "subnet-1,subnet-2", EcsSettings.SECURITY_GROUPS, "sg-1"))) {
            Launch launch = launch(open, "a", bridge(31005), Map.of());
            open.launched(launch);
            open.launched(launch(open, "b", bridge(31006), Map.of()));
            TaskDefinition definition = definition(ecs, ecs.tasks().get(0));
            assertThat(definition.networkMode()).isEqualTo(NetworkMode.AWSVPC);
            assertThat(definition.containerDefinitions().get(0).portMappings())
                    .singleElement()
                    .satisfies(port -> assertThat(port.containerPort()).isEqualTo(8080));
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("host ports and subnets make no difference")
                    .isEqualTo(1);
            List<RunTaskRequest> runs = runs(ecs);
            assertThat(runs.get(0).networkConfiguration().awsvpcConfiguration().subnets())
                    .containsExactly("subnet-1", "subnet-2");
            assertThat(runs.get(0).networkConfiguration().awsvpcConfiguration().securityGroups())
                    .containsExactly("sg-1");
            assertThat(runs.get(1).networkConfiguration().awsvpcConfiguration().subnets())
                    .containsExactly("subnet-b");
            TaskPhase.Running running = (TaskPhase.Running)
                    open.await(launch.task().launch(), TaskPhase.Running.class).phase();
            assertThat(running.addresses()).singleElement().asString().startsWith("10.");
        }
    }

    /** Many frameworks look at the first address alone. */
    @Test
    void task_with_addresses_of_both_families_tells_both_and_the_ipv4_address_first() throws Exception {
        FakeEcsConfig config = FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.running())
                .dualStackSubnet("subnet-46")
                .build();
        try (FakeEcs ecs = FakeEcs.start(config);
                OpenBackend open = open(ecs, "*/*=network:awsvpc", Map.of(EcsSettings.SUBNETS, "subnet-46"))) {
            Launch launch = launch(open, "a", Container.NONE, Map.of());
            open.launched(launch);
            TaskPhase.Running running = (TaskPhase.Running)
                    open.await(launch.task().launch(), TaskPhase.Running.class).phase();
            assertThat(running.addresses()).containsExactly("10.0.0.1", "2001:db8::1");
        }
    }

    @Test
    void task_with_an_ipv6_address_only_tells_that() throws Exception {
        FakeEcsConfig config = FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.running())
                .ipv6Subnet("subnet-66")
                .build();
        try (FakeEcs ecs = FakeEcs.start(config);
                OpenBackend open = open(ecs, "*/*=network:awsvpc", Map.of(EcsSettings.SUBNETS, "subnet-66"))) {
            Launch launch = launch(open, "a", Container.NONE, Map.of());
            open.launched(launch);
            TaskPhase.Running running = (TaskPhase.Running)
                    open.await(launch.task().launch(), TaskPhase.Running.class).phase();
            assertThat(running.addresses()).containsExactly("2001:db8::1");
        }
    }

    @Test
    void existing_definition_on_awsvpc_needs_subnets() throws Exception {
        try (FakeEcs ecs = fake()) {
            ecs.client()
                    .registerTaskDefinition(request -> request.family("own")
                            .networkMode(NetworkMode.AWSVPC)
                            .containerDefinitions(ContainerDefinition.builder()
                                    .name("main")
                                    .image("app")
                                    .memory(16)
                                    .build()));
            try (OpenBackend open = new OpenBackend(ecs).started()) {
                assertThat(open.refused(OpenBackend.shell(open.agent(0), "t", "own:1"), Refusal.INVALID))
                        .contains("awsvpc", "ISTHMUS_SUBNETS");
            }
            try (OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.SUBNETS, "subnet-1")).started()) {
                open.launched(OpenBackend.shell(open.agent(0), "t", "own:1"));
            }
        }
    }

    @Test
    void dynamic_ports_share_a_definition_and_are_told() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.HOST_PORTS, "dynamic")).started()) {
            Launch first = launch(open, "a", bridge(31005), Map.of());
            Launch second = launch(open, "b", bridge(31006), Map.of());
            open.launched(first);
            open.launched(second);
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            List<PortMapping> ports = List.of(portOf(open, first), portOf(open, second));
            assertThat(ports).allSatisfy(port -> {
                assertThat(port.containerPort()).isEqualTo(8080);
                assertThat(port.hostPort()).isGreaterThanOrEqualTo(32768);
            });
            assertThat(ports.get(0)).isNotEqualTo(ports.get(1));
        }
    }

    private static PortMapping portOf(OpenBackend open, Launch launch) throws Exception {
        TaskPhase.Running running = (TaskPhase.Running)
                open.await(launch.task().launch(), TaskPhase.Running.class).phase();
        assertThat(running.ports()).hasSize(1);
        return running.ports().get(0);
    }

    private static List<RunTaskRequest> runs(FakeEcs ecs) {
        return ecs.calls().stream()
                .flatMap(call -> call.request().stream())
                .filter(RunTaskRequest.class::isInstance)
                .map(RunTaskRequest.class::cast)
                .toList();
    }

    @Test
    void rules_that_cannot_hold_are_refused_at_the_start() throws Exception {
        try (FakeEcs ecs = fake()) {
            assertThatThrownBy(() -> new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, "a/b=task-role:etl")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("ISTHMUS_TASK_RULES", "task-role:etl", "ISTHMUS_ROLES");
            assertThatThrownBy(() -> new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, "a/b=network:awsvpc")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("ISTHMUS_TASK_RULES", "ISTHMUS_SUBNETS");
            assertThatThrownBy(() -> new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, "a/b=image:x nonsense:1")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("ISTHMUS_TASK_RULES", "'nonsense:1' at character 13");
            assertThatThrownBy(() -> new OpenBackend(ecs, Map.of(EcsSettings.SUBNETS, "subnet-1,vpc-1")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("ISTHMUS_SUBNETS", "'vpc-1'");
        }
    }
}
