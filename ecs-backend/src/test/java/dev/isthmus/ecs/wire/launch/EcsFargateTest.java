package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/** Slots on Fargate over the wire: ECS takes the definitions and the starts, and slots are free again. */
@Timeout(60)
class EcsFargateTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake(FargateSettings fargate) {
        return FakeEcs.start(FakeEcsConfig.builder()
                .runtime(containers)
                .subnet("subnet-a", "us-east-1a")
                .fargate(fargate)
                .build());
    }

    private static OpenBackend open(FakeEcs ecs, String slots) throws Exception {
        Map<Setting<?>, String> settings = Map.of(
                SlotSettings.FARGATE, slots, EcsSettings.SUBNETS, "subnet-a", EcsSettings.CONSISTENCY_WINDOW, "100ms");
        return new OpenBackend(ecs, settings).started();
    }

    private static boolean isOffered(Agent agent, String slot) {
        return agent.id().equals(new AgentId(slot))
                && !agent.free().amount(ResourceName.ECS_CPU).isZero();
    }

    /** Waits until a slot is offered, which may have been before the inventory was complete. */
    private static AgentId offered(OpenBackend open, String slot) throws Exception {
        boolean isTold = open.agents().stream().anyMatch(agent -> isOffered(agent, slot));
        return isTold ? new AgentId(slot) : awaitOffer(open, slot);
    }

    private static AgentId awaitOffer(OpenBackend open, String slot) throws Exception {
        return open.awaitInventory(InventoryEvent.AgentSeen.class, seen -> isOffered(seen.agent(), slot))
                .agent()
                .id();
    }

    private static Launch launch(AgentId slot, String id, int cpu, int memory) {
        return OpenBackend.launchOf(slot, id, TaskSpec.of(id, Command.ofShell("true")), cpu, memory);
    }

    @Test
    void tasks_of_any_size_run_one_definition_and_slots_are_free_again() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.launchTypeOnly());
                OpenBackend open = open(ecs, "slots=2;cpus=4;mem=16384")) {
            Launch small = launch(offered(open, "fargate-0"), "small", 100, 64);
            Launch large = launch(offered(open, "fargate-1"), "large", 4096, 16_384);
            open.launched(small);
            open.launched(large);
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            assertThat(ecs.tasks())
                    .extracting(Task::cpu, Task::memory, Task::launchTypeAsString)
                    .containsExactly(tuple("256", "512", "FARGATE"), tuple("4096", "16384", "FARGATE"));
            TaskPhase.Running running = (TaskPhase.Running)
                    open.await(small.task().launch(), TaskPhase.Running.class).phase();
            assertThat(running.addresses()).as("of its own interface").hasSize(1);
            containers.exits(ecs.tasks().get(0).taskArn(), 0);
            assertThat(open.awaitEnd(small).ending()).isEqualTo(Ending.EXITED);
            awaitOffer(open, "fargate-0");
        }
    }

    @Test
    void a_group_is_one_task_whose_containers_have_what_they_asked_for() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.launchTypeOnly());
                OpenBackend open = open(ecs, "slots=1;cpus=1;mem=2048")) {
            AgentId slot = offered(open, "fargate-0");
            assertThat(open.launchGroup(List.of(launch(slot, "one", 300, 700), launch(slot, "two", 300, 700))))
                    .isInstanceOf(LaunchOutcome.Launched.class);
            assertThat(ecs.tasks()).singleElement().satisfies(task -> {
                assertThat(task.cpu()).isEqualTo("1024");
                assertThat(task.memory()).isEqualTo("2048");
            });
        }
    }

    private static ContainerDefinition.Builder container(String name) {
        return ContainerDefinition.builder().name(name).image("busybox:1");
    }

    /** A definition of somebody else for Fargate. */
    private static void register(FakeEcs ecs, String family, ContainerDefinition.Builder... containers) {
        ecs.client()
                .registerTaskDefinition(definition -> definition
                        .family(family)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("1024")
                        .memory("2048")
                        .containerDefinitions(Arrays.stream(containers)
                                .map(ContainerDefinition.Builder::build)
                                .toList()));
    }

    private static Launch existing(AgentId slot, String definition, Optional<String> container, int cpu, int memory) {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("isthmus.task-definition", definition));
        container.ifPresent(name -> labels.put("isthmus.container", name));
        TaskSpec spec = new TaskSpec(
                definition, Command.ofShell("true"), Container.NONE, labels, Optional.empty(), Optional.empty());
        return OpenBackend.launchOf(slot, definition, spec, cpu, memory);
    }

    @Test
    void an_existing_definition_runs_in_the_size_that_is_asked_for() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.launchTypeOnly());
                OpenBackend open = open(ecs, "slots=2;cpus=2;mem=8192")) {
            register(ecs, "alone", container("app").memoryReservation(100).cpu(64));
            register(
                    ecs,
                    "beside",
                    container("app").memory(200),
                    container("proxy").memory(300).cpu(128).essential(false));
            open.launched(existing(offered(open, "fargate-0"), "alone", Optional.empty(), 1024, 4096));
            open.launched(existing(offered(open, "fargate-1"), "beside", Optional.of("app"), 512, 1024));
            assertThat(ecs.tasks())
                    .extracting(Task::cpu, Task::memory)
                    .containsExactly(tuple("1024", "4096"), tuple("512", "1024"));
            assertThat(ecs.tasks())
                    .extracting(task -> task.overrides().containerOverrides().get(0))
                    .extracting(ContainerOverride::cpu, ContainerOverride::memory, ContainerOverride::memoryReservation)
                    .containsExactly(tuple(1024, 4096, 4095), tuple(512 - 128, 1024, 1024 - 300));
        }
    }

    @Test
    void an_existing_definition_that_is_not_for_Fargate_or_leaves_nothing_is_refused_by_name() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.launchTypeOnly());
                OpenBackend open = open(ecs, "slots=1;cpus=2;mem=8192")) {
            register(
                    ecs, "beside", container("app").cpu(256), container("proxy").memory(300));
            register(
                    ecs,
                    "larger",
                    container("app").cpu(256),
                    container("proxy").memory(2000).memoryReservation(64));
            ecs.client()
                    .registerTaskDefinition(definition -> definition
                            .family("instances")
                            .networkMode(NetworkMode.AWSVPC)
                            .containerDefinitions(container("app").memory(64).build()));
            AgentId slot = offered(open, "fargate-0");
            assertThat(open.refused(existing(slot, "instances", Optional.empty(), 512, 1024), Refusal.UNSUITABLE_AGENT))
                    .contains(
                            "which label isthmus.task-definition names, is not for Fargate: register a revision with");
            assertThat(open.refused(
                            existing(slot, "beside", Optional.of("proxy"), 128, 1024), Refusal.UNSUITABLE_AGENT))
                    .contains("the task has 256 CPU units, and the containers beside its own take 256 of them");
            assertThat(open.refused(existing(slot, "larger", Optional.of("app"), 128, 512), Refusal.UNSUITABLE_AGENT))
                    .contains("container proxy of task definition", "a limit of 2000 MiB, and the task has 512");
            open.launched(existing(slot, "beside", Optional.of("app"), 0, 1024));
            assertThat(ecs.tasks())
                    .extracting(
                            task -> task.overrides().containerOverrides().get(0).cpu())
                    .as("of the size: those of the definition may be more")
                    .containsExactly(256);
        }
    }

    @Test
    void an_interruption_of_Spot_ends_the_task_and_not_the_slot() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.withProviders());
                OpenBackend open = open(ecs, "spot=1;cpus=1;mem=2048")) {
            Launch launch = launch(offered(open, "fargate-spot-0"), "t", 100, 64);
            open.launched(launch);
            assertThat(ecs.tasks()).extracting(Task::capacityProviderName).containsExactly("FARGATE_SPOT");
            open.await(launch.task().launch(), TaskPhase.Running.class);
            ecs.fargate().interruptSpot(1);
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.PREEMPTED);
            awaitOffer(open, "fargate-spot-0");
        }
    }

    @Test
    void without_quota_or_capacity_the_task_is_refused_for_want_of_room() throws Exception {
        try (FakeEcs ecs = fake(FargateSettings.launchTypeOnly().withQuotas(2, 2));
                OpenBackend open = open(ecs, "slots=2;cpus=4;mem=8192")) {
            AgentId slot = offered(open, "fargate-0");
            AgentId other = offered(open, "fargate-1");
            assertThat(open.refused(launch(slot, "large", 4096, 64), Refusal.RESOURCES))
                    .contains("The requested CPU configuration is above your limit");
            open.launched(launch(slot, "t", 2048, 64));
            assertThat(open.refused(launch(other, "more", 256, 64), Refusal.RESOURCES))
                    .contains("reached the limit on the number of vCPUs", "quota=...");
            ecs.fargate().quota(FargateProvider.FARGATE, 100);
            ecs.fargate().capacity(FargateProvider.FARGATE, 0);
            assertThat(open.refused(launch(other, "again", 256, 64), Refusal.RESOURCES))
                    .contains("Capacity is unavailable", "ISTHMUS_SUBNETS");
            assertThat(ecs.tasks()).hasSize(1);
        }
    }
}
