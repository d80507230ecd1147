package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A fleet of several kinds of machines, over the wire: a task runs on the processors that a rule says it is for, and Windows is nobody's. */
@Timeout(60)
class EcsProcessorsTest {

    private static final Map<Setting<?>, String> RULES = Map.of(EcsSettings.TASK_RULES, "*/graviton*=arch:arm64");

    private static FakeEcs mixed() {
        return FakeEcs.start(FakeEcsConfig.builder()
                .instance(InstanceSpec.of(4096, 8192))
                .instance(InstanceSpec.of(4096, 8192).withAttribute("ecs.cpu-architecture", "arm64"))
                .instance(InstanceSpec.of(4096, 8192).withAttribute("ecs.os-type", "windows"))
                .build());
    }

    private static Launch launch(AgentId agent, String name) {
        Command none = new Command(false, Optional.empty(), List.of(), new TreeMap<>(), Optional.empty(), List.of());
        return OpenBackend.launchOf(
                agent,
                name,
                new TaskSpec(
                        name, none, Container.ofImage("app:1"), new TreeMap<>(), Optional.empty(), Optional.empty()),
                128,
                64);
    }

    private static AgentId with(OpenBackend open, String processors) {
        return open.agents().stream()
                .filter(agent -> processors.equals(agent.attributes().get("ecs.cpu-architecture")))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void a_task_is_started_only_on_the_processors_that_it_is_for() throws Exception {
        try (FakeEcs ecs = mixed();
                OpenBackend open = new OpenBackend(ecs, RULES).started()) {
            assertThat(open.refused(launch(with(open, "x86_64"), "graviton-1"), Refusal.UNSUITABLE_AGENT))
                    .contains("is for arm64", "has x86_64", "ecs.cpu-architecture");
            assertThat(ecs.tasks()).isEmpty();

            open.launched(launch(with(open, "arm64"), "graviton-2"));
            String arn = ecs.tasks().get(0).taskDefinitionArn();
            TaskDefinition definition = ecs.client()
                    .describeTaskDefinition(request -> request.taskDefinition(arn))
                    .taskDefinition();
            assertThat(definition.runtimePlatform().cpuArchitecture()).isEqualTo(CPUArchitecture.ARM64);
            assertThat(definition.runtimePlatform().operatingSystemFamily()).isEqualTo(OSFamily.LINUX);
        }
    }

    @Test
    void a_task_that_no_rule_is_for_runs_on_any_and_its_definition_names_none() throws Exception {
        try (FakeEcs ecs = mixed();
                OpenBackend open = new OpenBackend(ecs, RULES).started()) {
            open.launched(launch(with(open, "arm64"), "plain"));
            String arn = ecs.tasks().get(0).taskDefinitionArn();
            assertThat(ecs.client()
                            .describeTaskDefinition(request -> request.taskDefinition(arn))
                            .taskDefinition()
                            .runtimePlatform())
                    .isNull();
        }
    }

    @Test
    void instances_of_windows_are_not_agents() throws Exception {
        try (FakeEcs ecs = mixed();
                OpenBackend open = new OpenBackend(ecs, RULES).started()) {
            assertThat(open.agents())
                    .hasSize(2)
                    .noneMatch(agent -> "windows".equals(agent.attributes().get("ecs.os-type")));
        }
    }
}
