package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Tasks that fetch their uris themselves before they become their command, over the wire. */
@Timeout(60)
class EcsPreludeTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Map<Setting<?>, String> BY_RULE = Map.of(EcsSettings.TASK_RULES, "*/*=fetcher:prelude");

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private static Command command(boolean shell, String... uris) {
        return new Command(
                shell,
                Optional.of("run"),
                shell ? List.of() : List.of("run", "-v"),
                new TreeMap<>(),
                Optional.empty(),
                Stream.of(uris).map(CommandUri::of).toList());
    }

    private static Command as(String user, Command command) {
        return new Command(
                command.shell(),
                command.value(),
                command.arguments(),
                command.environment(),
                Optional.of(user),
                command.uris());
    }

    private static Launch launch(OpenBackend open, String id, Container container, Command command) {
        TaskSpec spec = new TaskSpec(id, command, container, new TreeMap<>(), Optional.empty(), Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 128, 64);
    }

    private static TaskDefinition definition(FakeEcs ecs) {
        String arn = ecs.tasks().get(0).taskDefinitionArn();
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(arn))
                .taskDefinition();
    }

    private static ContainerDefinition main(FakeEcs ecs) {
        return definition(ecs).containerDefinitions().get(0);
    }

    private static ContainerOverride override(FakeEcs ecs) {
        return ecs.tasks().get(0).overrides().containerOverrides().get(0);
    }

    private static Map<String, String> variables(List<KeyValuePair> environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach(variable -> variables.put(variable.name(), variable.value()));
        return variables;
    }

    @Test
    void line_of_a_task_without_an_image_is_run_by_the_script_that_fetches() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(launch(open, "t", Container.NONE, command(true, "http://files/a.tgz")));
            assertThat(definition(ecs).containerDefinitions()).hasSize(1);
            assertThat(main(ecs).entryPoint()).isEqualTo(FetchScript.beforeLine());
            assertThat(main(ecs).workingDirectory()).isEqualTo("/mnt/mesos/sandbox");
            assertThat(main(ecs).mountPoints())
                    .extracting(MountPoint::containerPath)
                    .containsExactly("/mnt/mesos/sandbox");
            assertThat(variables(main(ecs).environment())).containsOnlyKeys("MESOS_DIRECTORY", "MESOS_SANDBOX");
            assertThat(override(ecs).command()).containsExactly("run");
            assertThat(FetchList.parse(variables(override(ecs).environment()).get("ISTHMUS_FETCH"))
                            .items())
                    .hasSize(1);
            assertThat(override(ecs).memory()).isEqualTo(64);
            assertThat(override(ecs).memoryReservation())
                    .as("all of it is its own")
                    .isNull();
        }
    }

    @Test
    void words_of_a_task_without_an_image_likewise() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(launch(open, "t", Container.NONE, command(false, "http://files/a.tgz")));
            assertThat(main(ecs).entryPoint()).isEqualTo(FetchScript.beforeWords());
            assertThat(override(ecs).command()).containsExactly("run", "-v");
        }
    }

    @Test
    void files_of_the_agent_are_mounted_where_the_script_looks_for_them() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, Map.of(SandboxSettings.FETCH_PATHS, "/opt")).started()) {
            open.launched(launch(open, "t", Container.NONE, command(true, "file:///opt/app.sh")));
            assertThat(main(ecs).mountPoints())
                    .extracting(MountPoint::containerPath, MountPoint::readOnly)
                    .contains(tuple("/mnt/mesos/fetch/opt", true));
        }
    }

    @Test
    void rule_lets_an_image_with_a_shell_fetch_by_itself_and_no_other() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, BY_RULE).started()) {
            Container image = Container.ofImage("app:1");
            open.launched(launch(open, "t", image, command(true, "http://files/a")));
            assertThat(main(ecs).image()).isEqualTo("app:1");
            assertThat(main(ecs).entryPoint()).isEqualTo(FetchScript.beforeLine());
            assertThat(main(ecs).workingDirectory()).as("an image has its own").isNull();
            assertThat(open.refused(
                            launch(open, "own", image, command(false, "http://files/a")),
                            LaunchOutcome.Refusal.INVALID))
                    .contains("fetcher:prelude", "entry point of an image");
        }
    }

    /** ECS checks a container from its own start on, and Mesos a command from its own: five minutes of fetching are no failure of the task's. */
    @Test
    void health_checks_that_fail_while_it_fetches_do_not_count_for_as_long_as_ecs_allows() throws Exception {
        HealthCheck check = new HealthCheck(
                new HealthCheck.Probe.ByCommand(Command.ofShell("true")),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                3);
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            for (String[] uris : new String[][] {{}, {"http://files/a"}}) {
                TaskSpec spec = new TaskSpec(
                        "t",
                        command(true, uris),
                        Container.NONE,
                        new TreeMap<>(),
                        Optional.of(check),
                        Optional.empty());
                open.launched(OpenBackend.launchOf(open.agent(0), "t" + uris.length, spec, 128, 64));
            }
            assertThat(ecs.tasks())
                    .extracting(task -> ecs.client()
                            .describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                            .taskDefinition()
                            .containerDefinitions()
                            .get(0)
                            .healthCheck()
                            .startPeriod())
                    .containsExactlyInAnyOrder(20, 300);
        }
    }

    /** The sandbox is root's until somebody opens it for all, and only root can. */
    @ParameterizedTest
    @CsvSource({"root,1", "0,1", "root:wheel,1", "nobody,2", "1000:1000,2"})
    void for_another_user_than_root_a_container_fetches_if_there_is_an_image_for_it(String user, int definitions)
            throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, Map.of(SandboxSettings.FETCH_IMAGE, "curl:8")).started()) {
            open.launched(launch(open, "t", Container.NONE, as(user, command(true, "http://files/a"))));
            assertThat(definition(ecs).containerDefinitions()).hasSize(definitions);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "193,could not begin",
        "194,http://files/a.tgz was not found",
        "206,http://files/b was refused",
        "238,http://files/a.tgz could not be extracted",
        "249,needs a tool"
    })
    void code_that_only_the_script_ends_with_is_not_the_tasks(int code, String said) throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(any -> Script.exits(code, SOON)));
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = launch(open, "t", Container.NONE, command(true, "http://files/a.tgz", "http://files/b"));
            open.launched(launch);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(ended.ran()).isFalse();
            assertThat(ended.exitCode()).isEmpty();
            assertThat(ended.message())
                    .startsWith("Failed to launch container: ")
                    .contains(said)
                    .as("a command may have ended so by itself")
                    .contains("exit code " + code, "fetcher:container");
        }
    }

    /** 196 is of a third uri, and there are two; 239 is of an archive, and the second uri is none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 137, 143, 192, 196, 239, 250, 255})
    void any_other_code_is_the_tasks(int code) throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(any -> Script.exits(code, SOON)));
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = launch(open, "t", Container.NONE, command(true, "http://files/a.tgz", "http://files/b"));
            open.launched(launch);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.EXITED);
            assertThat(ended.exitCode()).hasValue(code);
        }
    }

    @Test
    void task_without_uris_may_end_with_any_code() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(any -> Script.exits(194, SOON)));
                OpenBackend open = new OpenBackend(ecs, Map.of(SandboxSettings.SANDBOX, "always")).started()) {
            Launch launch = launch(open, "t", Container.NONE, command(true));
            open.launched(launch);
            assertThat(open.awaitEnd(launch).exitCode()).hasValue(194);
        }
    }

    @Test
    void variable_of_the_task_is_not_taken_for_ours() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(any -> Script.exits(194, SOON)));
                OpenBackend open = new OpenBackend(ecs).started()) {
            Command forged =
                    command(true).withEnvironment(Map.of("ISTHMUS_FETCH", "1 x", "ISTHMUS_HAS_SANDBOX", "prelude"));
            Launch launch = launch(open, "t", Container.NONE, forged);
            open.launched(launch);
            assertThat(open.awaitEnd(launch).exitCode()).hasValue(194);
        }
    }

    @Test
    void uris_that_do_not_fit_into_the_overrides_go_into_the_definition_and_still_mean_a_fetch() throws Exception {
        String[] uris = IntStream.range(0, 60)
                .mapToObj(i -> "http://files/" + Integer.toHexString(i * 7919).repeat(30) + "/" + i)
                .toArray(String[]::new);
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.following(any -> Script.exits(194, SOON)));
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = launch(open, "t", Container.NONE, command(true, uris));
            open.launched(launch);
            assertThat(variables(main(ecs).environment())).containsKey("ISTHMUS_FETCH");
            assertThat(variables(override(ecs).environment())).doesNotContainKey("ISTHMUS_FETCH");
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(ended.message()).contains("number 1 of the task's uris was not found");
        }
    }

    /** The script is in the definition for each of them, and ECS takes 64 KiB. */
    @Test
    void group_whose_scripts_do_not_fit_into_a_definition_is_refused_plainly() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            for (int size : List.of(7, 10)) {
                List<Launch> members = IntStream.range(0, size)
                        .mapToObj(i -> launch(open, size + "-" + i, Container.NONE, command(true, "http://files/" + i)))
                        .toList();
                LaunchOutcome outcome = open.launchGroup(members);
                if (size == 7) {
                    assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class);
                } else {
                    assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    LaunchOutcome.Refused.class,
                                    refused -> assertThat(refused.message())
                                            .contains("the group", "65536", "make smaller groups", "10 of its tasks"));
                }
            }
        }
    }
}
