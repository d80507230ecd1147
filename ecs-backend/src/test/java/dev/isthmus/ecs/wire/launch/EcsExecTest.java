package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.rules.TaskLabels;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;

/** ECS Exec over the wire: by setting and rule, and what it cannot be had with. */
@Timeout(60)
class EcsExecTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/app";

    private static FakeEcs fake() {
        return OpenBackend.smallCluster(ScriptedRuntime.running());
    }

    private static OpenBackend open(FakeEcs ecs, String exec, String rules) throws Exception {
        Map<Setting<?>, String> settings =
                Map.of(EcsSettings.EXEC, exec, EcsSettings.ROLES, ROLE, EcsSettings.TASK_RULES, rules);
        return new OpenBackend(ecs, settings).started();
    }

    private static Launch launch(OpenBackend open, String id, Map<String, String> labels, Parameter... parameters) {
        TaskSpec spec = new TaskSpec(
                id,
                Command.ofShell("true"),
                new Container(
                        Optional.of("app"), Optional.empty(), List.of(), List.of(), List.of(parameters), false, false),
                new TreeMap<>(labels),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 128, 64);
    }

    private static ContainerDefinition app(boolean readOnly) {
        return ContainerDefinition.builder()
                .name("app")
                .image("app")
                .memory(64)
                .readonlyRootFilesystem(readOnly)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void setting_and_rule_say_for_which_tasks_and_their_kind_is_the_same(String operation) throws Exception {
        Map<Setting<?>, String> settings = Map.of(
                EcsSettings.LAUNCH,
                operation,
                EcsSettings.EXEC,
                "true",
                EcsSettings.ROLES,
                ROLE,
                EcsSettings.TASK_RULES,
                "*/off-*=exec:false;*/*=task-role:app");
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, settings).started()) {
            open.launched(launch(open, "on-1", Map.of()));
            open.launched(launch(open, "off-1", Map.of()));
            assertThat(ecs.tasks()).extracting(Task::enableExecuteCommand).containsExactly(true, false);
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
        }
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "false", "*/on-*=exec:true task-role:app")) {
            open.launched(launch(open, "on-1", Map.of()));
            open.launched(launch(open, "t-1", Map.of()));
            assertThat(ecs.tasks()).extracting(Task::enableExecuteCommand).containsExactly(true, false);
        }
    }

    @Test
    void task_without_a_role_is_refused_by_name() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "true", "")) {
            assertThat(open.refused(launch(open, "t-1", Map.of()), Refusal.INVALID))
                    .contains("ISTHMUS_EXEC", "needs a task role", "isthmus.task-role", "exec:false");
            open.launched(launch(open, "t-2", Map.of(TaskLabels.ROLE, "app")));
            assertThat(ecs.tasks()).extracting(Task::enableExecuteCommand).containsExactly(true);
        }
    }

    @Test
    void task_with_a_read_only_root_is_refused_by_name() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "true", "*/*=task-role:app")) {
            assertThat(open.refused(launch(open, "t-1", Map.of(), new Parameter("read-only", "true")), Refusal.INVALID))
                    .contains("ISTHMUS_EXEC", "container main has a read-only root file system", "exec:false");
        }
    }

    @Test
    void existing_definition_brings_its_role_and_its_root() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "true", "")) {
            for (boolean readOnly : List.of(false, true)) {
                ecs.client()
                        .registerTaskDefinition(request -> request.family(readOnly ? "closed" : "open")
                                .taskRoleArn(ROLE)
                                .containerDefinitions(app(readOnly)));
            }
            open.launched(launch(open, "t-1", Map.of(TaskLabels.DEFINITION, "open")));
            assertThat(ecs.tasks()).extracting(Task::enableExecuteCommand).containsExactly(true);
            assertThat(open.refused(launch(open, "t-2", Map.of(TaskLabels.DEFINITION, "closed")), Refusal.INVALID))
                    .contains("container app has a read-only root file system", "readonlyRootFilesystem");
        }
    }

    @Test
    void group_of_which_only_some_tasks_have_it_is_refused() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = open(ecs, "true", "*/off-*=exec:false;*/*=task-role:app")) {
            List<Launch> differing = List.of(launch(open, "on-1", Map.of()), launch(open, "off-1", Map.of()));
            assertThat(OpenBackend.refused(open.launchGroup(differing), Refusal.INVALID))
                    .contains(
                            "different roles, subnets, security groups or rules for exec", "the same for all of them");
            assertThat(ecs.tasks()).isEmpty();
            open.launchGroup(List.of(launch(open, "on-2", Map.of()), launch(open, "on-3", Map.of())));
            assertThat(ecs.tasks()).extracting(Task::enableExecuteCommand).containsExactly(true);
        }
    }
}
