package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.Task;

/** Where the resources of a task go that runs an existing definition of several containers, or of amounts of its own. */
@Timeout(60)
class EcsManyContainersTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private static ContainerDefinition container(String name, boolean essential, int cpu, int memory) {
        return ContainerDefinition.builder()
                .name(name)
                .image(name)
                .essential(essential)
                .cpu(cpu)
                .memory(memory)
                .build();
    }

    private static void register(FakeEcs ecs, Consumer<RegisterTaskDefinitionRequest.Builder> definition) {
        ecs.client().registerTaskDefinition(definition);
    }

    private static TaskSpec running(String definition, Map<String, String> labels) {
        return labelled(Command.ofShell(definition), labels);
    }

    private static TaskSpec labelled(Command command, Map<String, String> labels) {
        return new TaskSpec(
                "t",
                command,
                TaskSpec.of("t", command).container(),
                new TreeMap<>(labels),
                Optional.empty(),
                Optional.empty());
    }

    private static String refusal(OpenBackend open, TaskSpec spec, long cpu, long memory) throws Exception {
        return open.refused(
                OpenBackend.launchOf(open.agent(0), "r" + cpu + "-" + memory, spec, cpu, memory), Refusal.INVALID);
    }

    private static ContainerOverride override(FakeEcs ecs, String container) {
        return ecs.tasks().get(ecs.tasks().size() - 1).overrides().containerOverrides().stream()
                .filter(override -> override.name().equals(container))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void several_essential_containers_keep_their_own_amounts_unless_the_label_names_one() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(
                    ecs,
                    request -> request.family("pair")
                            .containerDefinitions(container("a", true, 100, 16), container("b", true, 50, 32)));
            assertThat(refusal(open, running("pair:1", Map.of()), 149, 64))
                    .contains("149 CPU units", "takes 150", "pair:1");
            assertThat(refusal(open, running("pair:1", Map.of()), 150, 47)).contains("47 MiB", "takes 48");
            open.launched(OpenBackend.launchOf(open.agent(0), "own", running("pair:1", Map.of()), 150, 48));
            assertThat(override(ecs, "a").memory()).isNull();
            assertThat(override(ecs, "a").cpu()).isNull();
            assertThat(override(ecs, "a").environment())
                    .as("who the task is")
                    .anySatisfy(variable -> assertThat(variable.name()).isEqualTo("ISTHMUS_TASK_ID"));
            open.launched(OpenBackend.launchOf(
                    open.agent(0), "named", running("pair:1", Map.of("isthmus.container", "b")), 10, 20));
            assertThat(override(ecs, "b").memory()).isEqualTo(20);
            assertThat(override(ecs, "b").cpu()).isEqualTo(10);
        }
    }

    @Test
    void command_for_several_essential_containers_needs_the_label() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(
                    ecs,
                    request -> request.family("pair")
                            .containerDefinitions(container("a", true, 0, 16), container("b", true, 0, 16)));
            TaskSpec spec = labelled(Command.ofShell("run me"), Map.of("isthmus.task-definition", "pair"));
            assertThat(refusal(open, spec, 128, 64)).contains("a, b", "isthmus.container");
        }
    }

    @Test
    void only_essential_container_has_the_resources() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(
                    ecs,
                    request -> request.family("side")
                            .containerDefinitions(container("logs", false, 10, 16), container("app", true, 500, 500)));
            open.launched(OpenBackend.launchOf(open.agent(0), "t", running("side:1", Map.of()), 20, 32));
            assertThat(override(ecs, "app").memory()).isEqualTo(32);
            assertThat(override(ecs, "app").cpu()).isEqualTo(20);
            assertThat(override(ecs, "logs").memory()).isNull();
        }
    }

    @Test
    void amounts_of_the_whole_task_stand_and_a_task_that_asks_for_less_is_refused_with_both() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(
                    ecs,
                    request -> request.family("sized")
                            .cpu("0.25 vCPU")
                            .memory("128")
                            .containerDefinitions(container("app", true, 10, 64)));
            assertThat(refusal(open, running("sized:1", Map.of()), 255, 128)).contains("255 CPU units", "takes 256");
            assertThat(refusal(open, running("sized:1", Map.of()), 256, 127)).contains("127 MiB", "takes 128");
            open.launched(OpenBackend.launchOf(open.agent(0), "t", running("sized:1", Map.of()), 300, 200));
            assertThat(override(ecs, "app").memory()).isNull();
            assertThat(override(ecs, "app").cpu()).isNull();
        }
    }

    @Test
    void rule_names_the_container_and_the_label_goes_before_it() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, "*/t=container:a")).started()) {
            register(
                    ecs,
                    request -> request.family("pair")
                            .containerDefinitions(container("a", true, 100, 16), container("b", true, 50, 32)));
            open.launched(OpenBackend.launchOf(open.agent(0), "ruled", running("pair:1", Map.of()), 10, 20));
            assertThat(override(ecs, "a").memory()).isEqualTo(20);
            assertThat(override(ecs, "b").memory()).isNull();
            open.launched(OpenBackend.launchOf(
                    open.agent(0), "labelled", running("pair:1", Map.of("isthmus.container", "b")), 10, 20));
            assertThat(override(ecs, "b").memory()).isEqualTo(20);
            assertThat(refusal(open, running("pair:1", Map.of("isthmus.container", "c")), 10, 21))
                    .contains("no container 'c'", "it has a, b");
        }
    }

    @Test
    void without_an_essential_container_of_its_own_the_reservations_stand() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            ContainerDefinition reserving = container("a", true, 0, 64).toBuilder()
                    .memoryReservation(20)
                    .build();
            register(
                    ecs,
                    request -> request.family("pair").containerDefinitions(reserving, container("b", true, 0, 32)));
            assertThat(refusal(open, running("pair:1", Map.of()), 10, 51))
                    .as("what ECS accounts: the reservation of one, the limit of the other")
                    .contains("51 MiB", "takes 52");
            open.launched(OpenBackend.launchOf(open.agent(0), "own", running("pair:1", Map.of()), 10, 52));
        }
    }

    @Test
    void gpus_of_several_containers_are_their_own() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            ContainerDefinition gpu = container("a", true, 0, 16).toBuilder()
                    .resourceRequirements(ResourceRequirement.builder()
                            .type(ResourceType.GPU)
                            .value("2")
                            .build())
                    .build();
            register(ecs, request -> request.family("pair").containerDefinitions(gpu, container("b", true, 0, 16)));
            assertThat(refusal(open, running("pair:1", Map.of()), 10, 64)).contains("0 GPUs", "takes 2");
        }
    }

    @Test
    void cpu_of_the_whole_task_stands_while_memory_goes_on_the_container() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            register(
                    ecs,
                    request -> request.family("half").cpu("256").containerDefinitions(container("app", true, 10, 64)));
            assertThat(refusal(open, running("half:1", Map.of()), 255, 32)).contains("255 CPU units", "takes 256");
            open.launched(OpenBackend.launchOf(open.agent(0), "t", running("half:1", Map.of()), 256, 32));
            assertThat(override(ecs, "app").cpu()).isNull();
            assertThat(override(ecs, "app").memory()).isEqualTo(32);
        }
    }

    private static Stream<Arguments> sidecars() {
        return Stream.of(
                Arguments.of("OutOfMemoryError: Container killed due to memory usage", Script.runsOutOfMemory(SOON)),
                Arguments.of("137", Script.exits(137, SOON)),
                Arguments.of("CannotPullContainerError", Script.failsToPull("side")),
                Arguments.of("CannotStartContainerError", Script.failsToStart("CannotStartContainerError: no")));
    }

    /** The one that ends first is not essential: the task runs on, and ends with what its own container says. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sidecars")
    void end_of_a_container_that_does_not_count_is_not_the_end_of_the_task(String said, Script sidecar)
            throws Exception {
        ScriptedRuntime containers =
                ScriptedRuntime.following(launch -> launch.id().name().equals("side") ? sidecar : Script.runs());
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            ContainerDefinition side = container("side", false, 0, 16).toBuilder()
                    .portMappings(PortMapping.builder().containerPort(9090).build())
                    .build();
            ContainerDefinition main = container("main", true, 0, 16).toBuilder()
                    .portMappings(PortMapping.builder().containerPort(8080).build())
                    .build();
            register(ecs, request -> request.family("pair").containerDefinitions(side, main));
            Launch launch = OpenBackend.launchOf(open.agent(0), "t", running("pair:1", Map.of()), 10, 64);
            open.launched(launch);
            TaskPhase.Running running = (TaskPhase.Running)
                    open.await(launch.task().launch(), TaskPhase.Running.class).phase();
            assertThat(running.ports())
                    .extracting(dev.isthmus.api.task.PortMapping::containerPort)
                    .containsExactly(8080);
            Task task = ecs.tasks().get(0);
            containers.exits(new ContainerId(task.taskArn(), "main"), 0);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ecs.tasks().get(0).containers())
                    .filteredOn(each -> each.name().equals("side"))
                    .as("what happened to the sidecar: %s", said)
                    .allSatisfy(
                            each -> assertThat(each.exitCode() + each.reason()).contains(said));
            assertThat(ended.ending()).isEqualTo(Ending.EXITED);
            assertThat(ended.exitCode()).hasValue(0);
            assertThat(ended.message()).doesNotContain(said);
        }
    }
}
