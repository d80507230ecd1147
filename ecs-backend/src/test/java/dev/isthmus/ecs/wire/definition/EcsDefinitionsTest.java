package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Which definition a task runs, over the wire. */
@Timeout(60)
class EcsDefinitionsTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        return OpenBackend.smallCluster(containers);
    }

    private static void register(FakeEcs ecs, String family, Integer... ports) {
        ecs.client()
                .registerTaskDefinition(request -> request.family(family)
                        .networkMode(NetworkMode.BRIDGE)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("web")
                                .image("nginx")
                                .memory(64)
                                .command("its", "own")
                                .portMappings(List.of(ports).stream()
                                        .map(port -> software.amazon.awssdk.services.ecs.model.PortMapping.builder()
                                                .hostPort(port)
                                                .containerPort(port)
                                                .protocol(TransportProtocol.TCP)
                                                .build())
                                        .toList())
                                .build()));
    }

    private static TaskSpec labelled(TaskSpec spec, String key, String value) {
        return new TaskSpec(
                spec.name(),
                spec.command(),
                spec.container(),
                new TreeMap<>(Map.of(key, value)),
                spec.healthCheck(),
                spec.killGrace());
    }

    private static TaskSpec contained(String name, Command command, Container container) {
        return new TaskSpec(name, command, container, new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    private static TaskDefinition definitionOf(FakeEcs ecs, Task task) {
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                .taskDefinition();
    }

    @Test
    void command_that_is_a_definition_runs_it_as_the_original_driver_did() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(ecs, "nginx", 80);
            register(ecs, "nginx", 80, 443);
            Launch launch = withPorts(OpenBackend.shell(open.agent(0), "web", "nginx:2"), PortRanges.of(80, 80));
            open.launched(launch);
            Task task = ecs.tasks().get(0);
            assertThat(task.taskDefinitionArn()).endsWith("nginx:2");
            assertThat(containers.awaitLaunch(Duration.ofSeconds(20)).command()).containsExactly("its", "own");
            assertThat(task.overrides().containerOverrides().get(0).memory()).isEqualTo(64);
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("only those of this test")
                    .isEqualTo(2);
        }
    }

    private static Launch withPorts(Launch launch, PortRanges ports) {
        Resources taken =
                launch.taken().accounted().with(ResourceName.ECS_PORTS, ports).with(ResourceName.ECS_PORTS_UDP, ports);
        return new Launch(launch.task(), launch.frameworkName(), Taken.of(taken), launch.spec());
    }

    @Test
    void ports_that_the_definition_does_not_hold_are_refused_naming_both() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(ecs, "nginx", 80);
            Launch launch = withPorts(OpenBackend.shell(open.agent(0), "web", "nginx:1"), PortRanges.of(8080, 8081));
            assertThat(open.launch(launch)).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
                assertThat(refused.message())
                        .contains("[8080-8081]")
                        .contains("[80-80]")
                        .contains("nginx:1");
            });
        }
    }

    @Test
    void unknown_definition_is_refused_naming_it_and_what_named_it() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            assertThat(open.launch(OpenBackend.shell(open.agent(0), "t", "nowhere:7")))
                    .isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                        assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
                        assertThat(refused.message()).contains("nowhere:7").contains("the task's command");
                    });
        }
    }

    @Test
    void label_goes_before_the_image_and_passes_the_command_on() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(ecs, "etl");
            Launch launch = OpenBackend.launchOf(
                    open.agent(0),
                    "t",
                    labelled(
                            contained("t", Command.ofShell("run me"), Container.ofImage("busybox")),
                            "isthmus.task-definition",
                            "etl"),
                    128,
                    64);
            open.launched(launch);
            assertThat(ecs.tasks().get(0).taskDefinitionArn()).endsWith("etl:1");
            assertThat(containers.awaitLaunch(Duration.ofSeconds(20)).command())
                    .containsExactly("/bin/sh", "-c", "run me");
        }
    }

    @Test
    void rule_names_a_definition() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(
                                ecs, Map.of(EcsSettings.TASK_DEFINITION_RULES, "other/*=no:1;te*/etl-*=etl:1"))
                        .started()) {
            register(ecs, "etl");
            open.launched(OpenBackend.shell(open.agent(0), "etl-7", "run me"));
            assertThat(ecs.tasks().get(0).taskDefinitionArn()).endsWith("etl:1");
        }
    }

    @Test
    void one_kind_of_task_is_registered_once_also_by_another_backend() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (OpenBackend first = new OpenBackend(ecs).started()) {
                List<Launch> launches = IntStream.range(0, 8)
                        .mapToObj(i -> OpenBackend.launchOf(
                                first.agent(i % 2),
                                "t" + i,
                                contained("t" + i, Command.ofShell("echo " + i), marathonContainer(i)),
                                16,
                                16))
                        .toList();
                var outcomes = launches.stream()
                        .map(launch -> first.backend.launcher().launch(launch).toCompletableFuture())
                        .toList();
                for (var outcome : outcomes) {
                    assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(LaunchOutcome.Launched.class);
                }
                assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            }
            try (OpenBackend second = new OpenBackend(ecs).started()) {
                second.launched(OpenBackend.launchOf(
                        second.agent(0),
                        "again",
                        contained("again", Command.ofShell("echo"), marathonContainer(99)),
                        16,
                        16));
                assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            }
        }
    }

    private static Container marathonContainer(int number) {
        return new Container(
                Optional.of("repo/app:1.2"),
                Optional.of(Container.Network.HOST),
                List.of(),
                List.of(),
                List.of(new Parameter("label", "MESOS_TASK_ID=t" + number), new Parameter("env", "NUMBER=" + number)),
                false,
                true);
    }

    @Test
    void bridge_ports_volumes_and_entry_point_go_into_the_definition() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Container container = new Container(
                    Optional.of("repo/app:1.2"),
                    Optional.of(Container.Network.BRIDGE),
                    List.of(new PortMapping(31005, 8080, PortMapping.Protocol.TCP)),
                    List.of(new Volume("/data", Optional.of("/srv/data"), true)),
                    List.of(new Parameter("workdir", "/app")),
                    true,
                    false);
            Command command = new Command(
                    false,
                    Optional.of("serve"),
                    List.of("--port", "8080"),
                    new TreeMap<>(Map.of("A", "1")),
                    Optional.empty(),
                    List.of());
            open.launched(OpenBackend.launchOf(open.agent(0), "t", contained("t", command, container), 128, 64));
            Task task = ecs.tasks().get(0);
            TaskDefinition definition = definitionOf(ecs, task);
            ContainerDefinition main = definition.containerDefinitions().get(0);
            assertThat(definition.networkMode()).isEqualTo(NetworkMode.BRIDGE);
            assertThat(definition.family()).startsWith("isthmus-app-");
            assertThat(main.portMappings().get(0).hostPort()).isEqualTo(31005);
            assertThat(main.mountPoints().get(0).containerPath()).isEqualTo("/data");
            assertThat(definition.volumes().get(0).host().sourcePath()).isEqualTo("/srv/data");
            assertThat(main.privileged()).isTrue();
            assertThat(main.workingDirectory()).isEqualTo("/app");
            assertThat(main.hasEntryPoint()).isFalse();
            assertThat(task.overrides().containerOverrides().get(0).command())
                    .containsExactly("serve", "--port", "8080");
        }
    }

    @Test
    void health_check_over_http_is_the_containers_own() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            for (int i = 0; i < 2; i++) {
                int port = 31000 + i;
                HealthCheck check = new HealthCheck(
                        new HealthCheck.Probe.ByHttp("http", port, "/health"),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        3);
                TaskSpec spec = new TaskSpec(
                        "web",
                        Command.ofShell("serve").withEnvironment(Map.of("PORT0", "" + port)),
                        Container.ofImage("app"),
                        new TreeMap<>(),
                        Optional.of(check),
                        Optional.empty());
                open.launched(OpenBackend.launchOf(open.agent(0), "web" + i, spec, 128, 64));
            }
            var check = definitionOf(ecs, ecs.tasks().get(1))
                    .containerDefinitions()
                    .get(0)
                    .healthCheck();
            assertThat(check.command().get(0)).isEqualTo("CMD-SHELL");
            assertThat(check.command().get(1)).contains("curl", "'/health'", "$PORT0");
            assertThat(List.of(check.interval(), check.timeout(), check.retries(), check.startPeriod()))
                    .containsExactly(10, 20, 3, 25);
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("whatever ports the offers had")
                    .isEqualTo(1);
        }
    }

    @Test
    void memory_that_is_accounted_and_limited_differently_sends_both() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch plain = OpenBackend.shell(open.agent(0), "t", "true");
            Launch launch = new Launch(
                    plain.task(),
                    "tests",
                    new Taken(
                            plain.taken().accounted().with(ResourceName.ECS_MEMORY, Amount.of(100)),
                            Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(101))),
                    plain.spec());
            open.launched(launch);
            var override = ecs.tasks().get(0).overrides().containerOverrides().get(0);
            assertThat(override.memoryReservation()).isEqualTo(100);
            assertThat(override.memory()).isEqualTo(101);
        }
    }
}
