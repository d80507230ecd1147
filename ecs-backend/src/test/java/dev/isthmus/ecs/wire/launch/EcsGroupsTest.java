package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Groups as ECS sees them: one task, one definition, a container for each member. */
@Timeout(60)
class EcsGroupsTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private static Launch web(OpenBackend open, String id) {
        HealthCheck check = new HealthCheck(
                new HealthCheck.Probe.ByCommand(Command.ofShell("true")),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ZERO,
                3);
        TaskSpec spec = new TaskSpec(
                "web",
                Command.ofShell("serve").withEnvironment(Map.of("WHO", id)),
                new Container(
                        Optional.of("web:1"),
                        Optional.empty(),
                        List.of(),
                        List.of(new Volume("/data", Optional.of("/srv"), false)),
                        List.of(),
                        false,
                        false),
                new TreeMap<>(),
                Optional.of(check),
                Optional.of(Duration.ofSeconds(7)));
        return OpenBackend.launchOf(open.agent(0), id, spec, 100, 64);
    }

    private static Launch side(OpenBackend open, String id) {
        TaskSpec spec = new TaskSpec(
                "side",
                Command.ofShell("log"),
                new Container(
                        Optional.of("side:1"),
                        Optional.empty(),
                        List.of(),
                        List.of(new Volume("/logs", Optional.of("/srv"), true)),
                        List.of(),
                        false,
                        false),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 50, 32);
    }

    private static TaskDefinition definition(FakeEcs ecs, Task task) {
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                .taskDefinition();
    }

    @Test
    void what_is_of_the_kind_is_in_the_definition_and_the_rest_in_the_overrides_of_each() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launchGroup(List.of(web(open, "w1"), side(open, "s1")));
            open.launchGroup(List.of(web(open, "w2"), side(open, "s2")));
            assertThat(ecs.tasks()).hasSize(2);
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("two groups of a kind share a definition")
                    .isEqualTo(1);

            TaskDefinition definition = definition(ecs, ecs.tasks().get(0));
            assertThat(definition.family()).startsWith("isthmus-group-");
            assertThat(definition.containerDefinitions())
                    .extracting(ContainerDefinition::name, ContainerDefinition::image, ContainerDefinition::essential)
                    .containsExactly(tuple("member-0", "web:1", true), tuple("member-1", "side:1", true));
            ContainerDefinition web = definition.containerDefinitions().get(0);
            ContainerDefinition side = definition.containerDefinitions().get(1);
            assertThat(web.healthCheck().command()).containsExactly("CMD-SHELL", "true");
            assertThat(web.stopTimeout()).isEqualTo(7);
            assertThat(side.healthCheck()).isNull();
            assertThat(side.mountPoints())
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.readOnly()).isTrue());
            assertThat(definition.volumes())
                    .extracting(volume -> volume.name())
                    .doesNotHaveDuplicates()
                    .hasSize(2);

            List<ContainerOverride> overrides = ecs.tasks().get(1).overrides().containerOverrides();
            assertThat(overrides)
                    .extracting(ContainerOverride::name, ContainerOverride::cpu, ContainerOverride::memory)
                    .containsExactly(tuple("member-0", 100, 64), tuple("member-1", 50, 32));
            assertThat(overrides.get(0).command()).containsExactly("serve");
            assertThat(overrides.get(0).environment())
                    .anySatisfy(variable -> assertThat(variable.value()).isEqualTo("w2"));
            assertThat(overrides.get(1).environment())
                    .noneSatisfy(variable -> assertThat(variable.name()).isEqualTo("WHO"));
        }
    }

    @Test
    void only_the_one_that_cannot_be_pulled_is_told_so() throws Exception {
        ScriptedRuntime byHand = ScriptedRuntime.manual();
        try (FakeEcs ecs = OpenBackend.smallCluster(byHand);
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch web = web(open, "w");
            Launch side = side(open, "s");
            open.launchGroup(List.of(web, side));
            byHand.awaitLaunch(Duration.ofSeconds(OpenBackend.LONG));
            byHand.awaitLaunch(Duration.ofSeconds(OpenBackend.LONG));
            String arn = ecs.tasks().get(0).taskArn();
            byHand.starts(new ContainerId(arn, "member-0"));
            byHand.failsToStart(new ContainerId(arn, "member-1"), "CannotPullContainerError: no such image");
            assertThat(open.awaitEnd(side)).satisfies(ended -> {
                assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
                assertThat(ended.message()).contains("no such image");
            });
            assertThat(open.awaitEnd(web).ending()).isEqualTo(Ending.WITH_GROUP);
        }
    }

    @Test
    void health_is_that_of_the_container() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch web = web(open, "w");
            Launch side = side(open, "s");
            open.launchGroup(List.of(web, side));
            open.await(web.task().launch(), TaskPhase.Running.class);
            String arn = ecs.tasks().get(0).taskArn();
            ecs.health(arn, "member-0", HealthStatus.UNHEALTHY);
            TaskPhase.Running sick = null;
            while (sick == null) {
                var event = open.events.poll(OpenBackend.LONG, TimeUnit.SECONDS);
                assertThat(event).as("UNHEALTHY in time").isNotNull();
                if (event.phase() instanceof TaskPhase.Running running
                        && running.healthy().isPresent()) {
                    assertThat(event.task()).isEqualTo(web.task());
                    sick = running;
                }
            }
            assertThat(sick.healthy()).contains(false);
            ecs.outOfMemory(arn, "member-1");
            assertThat(open.awaitEnd(side).ending()).isEqualTo(Ending.OUT_OF_MEMORY);
            assertThat(open.awaitEnd(web).ending()).isEqualTo(Ending.WITH_GROUP);
        }
    }

    @Test
    void what_is_long_spills_when_the_group_together_is_too_long() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            TaskSpec spec = TaskSpec.of("long", Command.ofShell("x".repeat(5000)));
            open.launchGroup(List.of(
                    OpenBackend.launchOf(open.agent(0), "l1", spec, 50, 32),
                    OpenBackend.launchOf(open.agent(0), "l2", spec, 50, 32)));
            Task task = ecs.tasks().get(0);
            assertThat(definition(ecs, task).containerDefinitions())
                    .extracting(container -> container.command().size())
                    .as("the longest of one is enough")
                    .containsExactlyInAnyOrder(0, 1);
            assertThat(task.overrides().containerOverrides())
                    .extracting(override -> override.command().size())
                    .containsExactlyInAnyOrder(0, 1);
        }
    }

    private static String refusal(OpenBackend open, Launch... members) throws Exception {
        return OpenBackend.refused(open.launchGroup(List.of(members)), LaunchOutcome.Refusal.INVALID);
    }

    @Test
    void what_one_ecs_task_cannot_be_is_refused_with_the_task_and_the_reason() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open =
                        new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, "*/bridged=network:bridge")).started()) {
            TaskSpec bridged = TaskSpec.of("bridged", Command.ofShell("true"));
            assertThat(refusal(open, web(open, "w0"), OpenBackend.launchOf(open.agent(0), "b", bridged, 50, 32)))
                    .contains("networks host and bridge", "one network");
            TaskSpec existing = TaskSpec.of("e", Command.ofShell("nginx:2"));
            assertThat(refusal(open, web(open, "w1"), OpenBackend.launchOf(open.agent(0), "e1", existing, 50, 32)))
                    .contains("existing definition nginx:2", "launch it by itself");
            TaskSpec tiny = TaskSpec.of("t", Command.ofShell("true"));
            assertThat(refusal(open, web(open, "w2"), OpenBackend.launchOf(open.agent(0), "t1", tiny, 50, 1)))
                    .contains("task 't1' of the group", "1 MiB", "at least 6");
            TaskSpec files = new TaskSpec(
                    "f",
                    new Command(
                            true,
                            Optional.of("true"),
                            List.of(),
                            new TreeMap<>(),
                            Optional.empty(),
                            List.of(CommandUri.of("ftp://files/x"))),
                    Container.NONE,
                    new TreeMap<>(),
                    Optional.empty(),
                    Optional.empty());
            assertThat(refusal(open, web(open, "w3"), OpenBackend.launchOf(open.agent(0), "f1", files, 50, 8)))
                    .contains("task 'f1' of the group", "'ftp:'");
            assertThat(ecs.tasks()).isEmpty();
        }
    }

    @Test
    void room_is_looked_for_for_all_of_them() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            long cpu = open.agents().get(0).total().amount(ResourceName.ECS_CPU).wholeDown();
            TaskSpec spec = TaskSpec.of("half", Command.ofShell("true"));
            LaunchOutcome outcome = open.launchGroup(List.of(
                    OpenBackend.launchOf(open.agent(0), "h1", spec, cpu / 2 + 1, 32),
                    OpenBackend.launchOf(open.agent(0), "h2", spec, cpu / 2 + 1, 32)));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(LaunchOutcome.Refusal.RESOURCES));
            open.launchGroup(List.of(
                    OpenBackend.launchOf(open.agent(0), "k1", spec, cpu / 2, 32),
                    OpenBackend.launchOf(open.agent(0), "k2", spec, cpu / 2, 32)));
            InventoryEvent.AgentSeen full = open.awaitInventory(
                    InventoryEvent.AgentSeen.class,
                    seen -> seen.agent().id().equals(open.agent(0))
                            && seen.agent().holdings().size() == 2);
            assertThat(full.agent().free().amount(ResourceName.ECS_CPU).wholeDown())
                    .isLessThan(2);
        }
    }
}
