package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What rules and settings let a task find beside its image, over the wire: secrets, registry credentials, an empty sandbox. */
@Timeout(60)
class EcsProvisionsTest {

    private static final String CREDENTIALS = "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-a1";
    private static final String PASSWORD = "arn:aws:ssm:us-east-1:123456789012:parameter/db/password";
    private static final String ROLE = "arn:aws:iam::123456789012:role/pull";
    private static final String READS = " execution-role:pull";

    private static TaskSpec spec(Optional<String> image, Command command) {
        return new TaskSpec(
                "t",
                command,
                image.map(Container::ofImage).orElse(Container.NONE),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    private static TaskDefinition launched(OpenBackend open, FakeEcs ecs, TaskSpec spec) throws Exception {
        Launch launch = OpenBackend.launchOf(open.agent(0), "t", spec, 128, 64);
        open.launched(launch);
        String arn = ecs.tasks().get(0).taskDefinitionArn();
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(arn))
                .taskDefinition();
    }

    private static Map<Setting<?>, String> rules(String rules) {
        return Map.of(EcsSettings.TASK_RULES, rules, EcsSettings.ROLES, "pull=" + ROLE);
    }

    @Test
    void rules_put_secrets_and_registry_credentials_into_definitions_of_ours() throws Exception {
        String rule = "*/*=secret:DB_PASSWORD=" + PASSWORD + " secret:TOKEN=" + CREDENTIALS
                + ":token:: registry-credentials:" + CREDENTIALS + READS;
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, rules(rule)).started()) {
            Command command = Command.ofShell("run").withEnvironment(Map.of("TOKEN", "forged", "A", "1"));
            TaskDefinition definition = launched(open, ecs, spec(Optional.of("private/app"), command));
            ContainerDefinition main = definition.containerDefinitions().get(0);
            assertThat(main.repositoryCredentials().credentialsParameter()).isEqualTo(CREDENTIALS);
            assertThat(main.secrets())
                    .extracting(Secret::name, Secret::valueFrom)
                    .containsExactly(tuple("DB_PASSWORD", PASSWORD), tuple("TOKEN", CREDENTIALS + ":token::"));
            assertThat(definition.executionRoleArn())
                    .as("ECS registers no secrets without a role to read them by")
                    .isEqualTo(ROLE);
            assertThat(ecs.tasks()
                            .get(0)
                            .overrides()
                            .containerOverrides()
                            .get(0)
                            .environment())
                    .as("a variable of a secret's name would hide it")
                    .extracting(KeyValuePair::name)
                    .contains("A")
                    .doesNotContain("TOKEN");
        }
    }

    @Test
    void secrets_without_an_execution_role_are_refused_with_the_key() throws Exception {
        String secret = "*/*=secret:DB_PASSWORD=" + PASSWORD;
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            assertThatThrownBy(() -> new OpenBackend(ecs, rules(secret)))
                    .hasMessageContaining("secret")
                    .hasMessageContaining("execution-role");
            try (OpenBackend open = new OpenBackend(ecs, rules(secret + ";*/other=execution-role:pull")).started()) {
                assertThat(open.launch(OpenBackend.shell(open.agent(0), "t", "run")))
                        .isInstanceOfSatisfying(
                                LaunchOutcome.Refused.class,
                                refused -> assertThat(refused.message())
                                        .contains("secret", "execution-role", "ISTHMUS_TASK_RULES"));
            }
        }
    }

    @Test
    void sandbox_is_an_empty_volume_of_the_task_where_a_rule_or_a_setting_says_so() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, Map.of(SandboxSettings.SANDBOX, "always")).started()) {
            Command command = Command.ofShell("run").withEnvironment(Map.of("MESOS_SANDBOX", "/elsewhere"));
            TaskDefinition definition = launched(open, ecs, spec(Optional.of("app"), command));
            ContainerDefinition main = definition.containerDefinitions().get(0);
            assertThat(definition.containerDefinitions()).hasSize(1);
            Volume volume = definition.volumes().get(0);
            assertThat(volume.host().sourcePath())
                    .as("empty, and of this task alone")
                    .isNull();
            assertThat(volume.dockerVolumeConfiguration()).isNull();
            assertThat(main.mountPoints())
                    .containsExactly(MountPoint.builder()
                            .sourceVolume(volume.name())
                            .containerPath("/mnt/mesos/sandbox")
                            .readOnly(false)
                            .build());
            assertThat(main.environment())
                    .extracting(KeyValuePair::name, KeyValuePair::value)
                    .containsExactly(tuple("MESOS_SANDBOX", "/mnt/mesos/sandbox"));
            assertThat(main.workingDirectory()).as("an image has its own").isNull();
            assertThat(ecs.tasks()
                            .get(0)
                            .overrides()
                            .containerOverrides()
                            .get(0)
                            .environment())
                    .extracting(KeyValuePair::value)
                    .doesNotContain("/elsewhere");
        }
    }

    @Test
    void task_without_an_image_works_in_its_sandbox() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, rules("*/*=sandbox:always")).started()) {
            TaskDefinition definition = launched(open, ecs, spec(Optional.empty(), Command.ofShell("run")));
            ContainerDefinition main = definition.containerDefinitions().get(0);
            assertThat(main.workingDirectory()).isEqualTo("/mnt/mesos/sandbox");
            assertThat(main.environment())
                    .extracting(KeyValuePair::name, KeyValuePair::value)
                    .containsExactly(
                            tuple("MESOS_DIRECTORY", "/mnt/mesos/sandbox"),
                            tuple("MESOS_SANDBOX", "/mnt/mesos/sandbox"));
        }
    }

    /** ECS makes it root's, so that another user could not write into it until somebody has opened it. */
    @Test
    void sandbox_of_a_user_other_than_root_is_opened_by_the_fetch_container_though_nothing_is_fetched()
            throws Exception {
        Map<Setting<?>, String> settings = Map.of(
                SandboxSettings.SANDBOX,
                "always",
                SandboxSettings.FETCH_IMAGE,
                "curl:8",
                EcsSettings.TASK_RULES,
                "*/ruled=fetcher:container");
        Command asNobody =
                new Command(true, Optional.of("run"), List.of(), new TreeMap<>(), Optional.of("nobody"), List.of());
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(launch ->
                        launch.id().name().equals("fetch") ? Script.exits(0, Duration.ofMillis(1)) : Script.runs()));
                OpenBackend open = new OpenBackend(ecs, settings).started()) {
            for (Launch launch : List.of(
                    OpenBackend.launchOf(open.agent(0), "user", TaskSpec.of("user", asNobody), 128, 64),
                    OpenBackend.launchOf(
                            open.agent(0), "ruled", TaskSpec.of("ruled", Command.ofShell("run")), 128, 64))) {
                open.launched(launch);
                open.await(launch.task().launch(), TaskPhase.Running.class);
            }
            open.launched(
                    OpenBackend.launchOf(open.agent(0), "root", TaskSpec.of("root", Command.ofShell("run")), 128, 64));
            assertThat(ecs.tasks()).extracting(task -> task.containers().size()).containsExactlyInAnyOrder(2, 2, 1);
        }
    }

    @Test
    void rule_for_uris_only_takes_the_sandbox_of_the_setting_away() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(
                                ecs,
                                Map.of(SandboxSettings.SANDBOX, "always", EcsSettings.TASK_RULES, "*/t=sandbox:uris"))
                        .started()) {
            TaskDefinition definition = launched(open, ecs, spec(Optional.empty(), Command.ofShell("run")));
            assertThat(definition.volumes()).isEmpty();
            assertThat(definition.containerDefinitions().get(0).environment()).isEmpty();
        }
    }
}
