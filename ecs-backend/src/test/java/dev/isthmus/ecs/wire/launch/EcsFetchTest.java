package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Volume;

/** Tasks whose uris a container of their own fetches before they begin, over the wire. */
@Timeout(60)
class EcsFetchTest {

    private static final String SECRET = "https://me:hunter2@files/app.tgz?X-Amz-Signature=beef";
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Map<Setting<?>, String> IMAGE = Map.of(SandboxSettings.FETCH_IMAGE, "curl:8");

    private final ScriptedRuntime containers = ScriptedRuntime.manual();

    private static Command command(boolean shell, String... uris) {
        return new Command(
                shell,
                shell ? Optional.of("run") : Optional.empty(),
                List.of(),
                new TreeMap<>(Map.of("A", "1")),
                Optional.empty(),
                Stream.of(uris)
                        .map(uri -> uri.contains("?")
                                ? new CommandUri(uri, false, true, Optional.of("app.tgz"))
                                : CommandUri.of(uri))
                        .toList());
    }

    private static TaskSpec spec(Container container, Command command) {
        return new TaskSpec("t", command, container, new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    private static Launch launch(OpenBackend open, String id, String... uris) {
        return OpenBackend.launchOf(open.agent(0), id, spec(Container.ofImage("app:1"), command(false, uris)), 128, 64);
    }

    private static Map<Setting<?>, String> with(Setting<?> setting, String value) {
        Map<Setting<?>, String> settings = new HashMap<>(IMAGE);
        settings.put(setting, value);
        return settings;
    }

    private static TaskDefinition definition(FakeEcs ecs) {
        String arn = ecs.tasks().get(0).taskDefinitionArn();
        return ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(arn))
                .taskDefinition();
    }

    private static ContainerDefinition defined(TaskDefinition definition, String name) {
        return definition.containerDefinitions().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerOverride override(FakeEcs ecs, String name) {
        return ecs.tasks().get(0).overrides().containerOverrides().stream()
                .filter(override -> override.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> variables(List<KeyValuePair> environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach(variable -> variables.put(variable.name(), variable.value()));
        return variables;
    }

    private ContainerId container(FakeEcs ecs, String name) {
        return new ContainerId(ecs.tasks().get(0).taskArn(), name);
    }

    private ContainerLaunch awaitLaunch(String name) throws InterruptedException {
        ContainerLaunch launch = containers.awaitLaunch(Duration.ofSeconds(20));
        assertThat(launch.id().name()).isEqualTo(name);
        return launch;
    }

    @Test
    void container_of_the_fetch_image_runs_first_and_shares_the_sandbox() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            open.launched(launch(open, "t", "http://files/a.tgz", "http://files/b"));
            ContainerDefinition main = defined(definition(ecs), "main");
            ContainerDefinition fetch = defined(definition(ecs), "fetch");
            assertThat(main.essential()).isTrue();
            assertThat(main.hasEntryPoint()).as("any image, any entry point").isFalse();
            assertThat(main.dependsOn()).singleElement().satisfies(on -> {
                assertThat(on.containerName()).isEqualTo("fetch");
                assertThat(on.condition()).isEqualTo(ContainerCondition.SUCCESS);
            });
            assertThat(fetch.image()).isEqualTo("curl:8");
            assertThat(fetch.essential()).isFalse();
            assertThat(fetch.entryPoint()).isEqualTo(FetchScript.fetcher());
            assertThat(fetch.mountPoints()).isEqualTo(main.mountPoints()).hasSize(1);
            assertThat(main.mountPoints().get(0).containerPath()).isEqualTo("/mnt/mesos/sandbox");
            assertThat(definition(ecs).volumes()).hasSize(1);
            assertThat(variables(fetch.environment())).containsEntry("MESOS_SANDBOX", "/mnt/mesos/sandbox");
            assertThat(variables(main.environment())).containsEntry("MESOS_SANDBOX", "/mnt/mesos/sandbox");
            Map<String, String> told = variables(override(ecs, "fetch").environment());
            assertThat(told).containsOnlyKeys("ISTHMUS_FETCH");
            assertThat(FetchList.parse(told.get("ISTHMUS_FETCH")).items())
                    .extracting(item -> item.shown())
                    .containsExactly("http://files/a.tgz", "http://files/b");
            assertThat(variables(override(ecs, "main").environment()))
                    .containsEntry("A", "1")
                    .containsEntry("ISTHMUS_CONTAINERS", "main;fetch")
                    .doesNotContainKey("ISTHMUS_FETCH");
        }
    }

    @Test
    void tasks_that_differ_in_their_uris_share_a_definition() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            open.launched(launch(open, "t1", "http://files/1"));
            open.launched(launch(open, "t2", "http://files/2"));
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
        }
    }

    @Test
    void task_is_staging_while_it_is_fetched_for_and_runs_when_its_own_container_does() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            Launch launch = launch(open, "t", "http://files/a");
            open.launched(launch);
            awaitLaunch("fetch");
            containers.starts(container(ecs, "fetch"));
            containers.exits(container(ecs, "fetch"), 0);
            awaitLaunch("main");
            open.await(launch.task().launch(), TaskPhase.Starting.class);
            assertThat(open.phasesOf(launch)).containsExactly("Staging", "Starting");
            containers.starts(container(ecs, "main"));
            open.await(launch.task().launch(), TaskPhase.Running.class);
            containers.exits(container(ecs, "main"), 3);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending())
                    .as("a fetcher that did well says nothing")
                    .isEqualTo(Ending.EXITED);
            assertThat(ended.exitCode()).hasValue(3);
        }
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Script.exits(194, SOON), "https://files/app.tgz?... was not found"),
                Arguments.of(Script.exits(205, SOON), "https://files/app.tgz?... was refused"),
                Arguments.of(Script.exits(216, SOON), "https://files/app.tgz?... could not be reached"),
                Arguments.of(Script.exits(227, SOON), "https://files/app.tgz?... did not fit"),
                Arguments.of(Script.exits(238, SOON), "https://files/app.tgz?... could not be extracted"),
                Arguments.of(Script.exits(249, SOON), "needs a tool"),
                Arguments.of(Script.exits(127, SOON), "exit code 127"),
                Arguments.of(Script.exits(143, SOON), "exit code 143"),
                Arguments.of(Script.runsOutOfMemory(SOON), "OutOfMemoryError"),
                Arguments.of(Script.failsToPull("curl:8"), "CannotPullContainerError"),
                Arguments.of(
                        Script.failsToStart("CannotStartContainerError: no shell"),
                        "CannotStartContainerError: no shell"));
    }

    /** Real agents give the task's own container exit code 143 and a reason, though it never ran. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void fetcher_that_did_not_end_well_is_why_the_task_was_not_started(Script fetcher, String said) throws Exception {
        ScriptedRuntime scripted =
                ScriptedRuntime.following(launch -> launch.id().name().equals("fetch") ? fetcher : Script.runs());
        try (FakeEcs ecs = OpenBackend.smallCluster(scripted);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            Launch launch = launch(open, "t", SECRET);
            open.launched(launch);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(ended.ran()).isFalse();
            assertThat(ended.exitCode())
                    .as("that of a container which never ran")
                    .isEmpty();
            assertThat(ended.message())
                    .startsWith("Failed to launch container: ")
                    .contains(said)
                    .doesNotContain("hunter2", "beef");
            assertThat(open.phasesOf(launch)).doesNotContain("Running");
        }
    }

    @Test
    void driver_that_learns_of_it_after_a_restart_tells_the_same() throws Exception {
        ScriptedRuntime scripted = ScriptedRuntime.following(launch -> Script.exits(194, SOON));
        try (FakeEcs ecs = OpenBackend.smallCluster(scripted)) {
            Launch launch;
            try (OpenBackend first = new OpenBackend(ecs, IMAGE).started()) {
                launch = launch(first, "t", SECRET);
                first.launched(launch);
                first.awaitEnd(launch);
            }
            try (OpenBackend second = new OpenBackend(ecs, IMAGE).started()) {
                TaskPhase.Ended ended = second.awaitEnd(launch);
                assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
                assertThat(ended.message()).contains("https://files/app.tgz?... was not found");
            }
        }
    }

    @Test
    void driver_that_is_restarted_while_it_is_fetched_for_goes_on_with_it() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers)) {
            List<Launch> launches = new ArrayList<>();
            List<ContainerId> fetchers = new ArrayList<>();
            try (OpenBackend first = new OpenBackend(ecs, IMAGE).started()) {
                for (String id : List.of("good", "bad")) {
                    launches.add(launch(first, id, "http://files/" + id));
                    first.launched(launches.get(launches.size() - 1));
                    fetchers.add(awaitLaunch("fetch").id());
                    containers.starts(fetchers.get(fetchers.size() - 1));
                }
            }
            try (OpenBackend second = new OpenBackend(ecs, IMAGE).started()) {
                containers.exits(fetchers.get(1), 216);
                assertThat(second.awaitEnd(launches.get(1)).message())
                        .contains("http://files/bad could not be reached");
                containers.exits(fetchers.get(0), 0);
                containers.starts(awaitLaunch("main").id());
                second.await(launches.get(0).task().launch(), TaskPhase.Running.class);
                assertThat(second.phasesOf(launches.get(0)))
                        .startsWith("Staging")
                        .doesNotContain("Ended");
            }
        }
    }

    @Test
    void stop_while_it_is_fetched_for_is_a_stop() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            Launch launch = launch(open, "t", "http://files/a");
            open.launched(launch);
            awaitLaunch("fetch");
            containers.starts(container(ecs, "fetch"));
            open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "enough")
                    .toCompletableFuture()
                    .get(OpenBackend.LONG, TimeUnit.SECONDS);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.STOPPED);
            assertThat(ended.ran()).isFalse();
            assertThat(ended.exitCode()).isEmpty();
        }
    }

    @Test
    void memory_of_the_fetcher_comes_out_of_that_of_the_task_which_keeps_its_limit() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            open.launched(launch(open, "t", "http://files/a"));
            ContainerDefinition fetch = defined(definition(ecs), "fetch");
            assertThat(fetch.cpu()).isZero();
            assertThat(fetch.memoryReservation()).isEqualTo(6);
            assertThat(fetch.memory())
                    .as("a limit would kill what unpacks much")
                    .isNull();
            ContainerOverride main = override(ecs, "main");
            assertThat(main.memory()).isEqualTo(64);
            assertThat(main.memoryReservation()).isEqualTo(58);
            assertThat(main.cpu()).isEqualTo(128);
            assertThat(override(ecs, "fetch").memory()).isNull();
            assertThat(open.refused(
                            OpenBackend.launchOf(
                                    open.agent(0),
                                    "small",
                                    spec(Container.ofImage("app:1"), command(false, "http://files/a")),
                                    10,
                                    11),
                            Refusal.INVALID))
                    .contains("11 MiB", "at least 12");
            open.launched(OpenBackend.launchOf(
                    open.agent(0),
                    "least",
                    spec(Container.ofImage("app:1"), command(false, "http://files/a")),
                    10,
                    12));
        }
    }

    /** Each agent of the cluster has 2048 MiB: what an offer gives is taken whole, and no more. */
    @Test
    void tasks_that_fill_an_offer_fit_with_their_fetchers() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            long free = ecs.instances().get(0).remainingResources().stream()
                    .filter(resource -> resource.name().equals("MEMORY"))
                    .findFirst()
                    .orElseThrow()
                    .integerValue();
            long left = free;
            for (int i = 0; left > 0; i++) {
                long memory = left < 300 ? left : 117 + i;
                open.launched(OpenBackend.launchOf(
                        open.agent(0),
                        "t" + i,
                        spec(Container.ofImage("app:1"), command(false, "http://files/" + i)),
                        1,
                        memory));
                left -= memory;
            }
            assertThat(ecs.instances().get(0).remainingResources())
                    .filteredOn(resource -> resource.name().equals("MEMORY"))
                    .singleElement()
                    .satisfies(memory -> assertThat(memory.integerValue()).isZero());
        }
    }

    @Test
    void files_of_the_agent_are_read_from_their_directory_only() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, with(SandboxSettings.FETCH_PATHS, "/opt/packages")).started()) {
            assertThat(open.refused(launch(open, "no", "file:///etc/shadow"), Refusal.INVALID))
                    .contains("/etc", "ISTHMUS_FETCH_PATHS");
            open.launched(launch(open, "t", "file:///opt/packages/x/a.tgz"));
            MountPoint mount = defined(definition(ecs), "fetch").mountPoints().get(1);
            assertThat(mount.containerPath()).isEqualTo("/mnt/mesos/fetch/opt/packages");
            assertThat(mount.readOnly()).isTrue();
            assertThat(definition(ecs).volumes())
                    .filteredOn(volume -> volume.name().equals(mount.sourceVolume()))
                    .extracting(volume -> volume.host().sourcePath())
                    .containsExactly("/opt/packages");
            assertThat(defined(definition(ecs), "main").mountPoints()).hasSize(1);
        }
    }

    @Test
    void without_its_image_a_task_with_an_image_is_refused_naming_the_setting() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            assertThat(open.refused(launch(open, "t", SECRET), Refusal.INVALID))
                    .contains("https://files/app.tgz", "set ISTHMUS_FETCH_IMAGE")
                    .doesNotContain("hunter2", "beef", "prelude");
            Launch shell = OpenBackend.launchOf(
                    open.agent(0), "s", spec(Container.ofImage("app:1"), command(true, "http://files/a")), 128, 64);
            assertThat(open.refused(shell, Refusal.INVALID)).contains("ISTHMUS_FETCH_IMAGE", "fetcher:prelude");
        }
    }

    @Test
    void registry_credentials_are_no_files_of_the_task() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(launch(open, "t", "file:///etc/docker.tar.gz"));
            assertThat(definition(ecs).containerDefinitions()).hasSize(1);
            assertThat(definition(ecs).volumes()).isEmpty();
        }
    }

    @Test
    void rules_ignore_and_refuse() throws Exception {
        String rules = "*/t1=uris:ignore;*/t=uris:refuse";
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, with(EcsSettings.TASK_RULES, rules)).started()) {
            assertThat(open.refused(launch(open, "t", "http://files/a"), Refusal.INVALID))
                    .contains("http://files/a", "a rule says");
            Launch ignored = OpenBackend.launchOf(
                    open.agent(0), "t1", TaskSpec.of("t1", command(true, "http://files/a")), 128, 64);
            open.launched(ignored);
            assertThat(definition(ecs).containerDefinitions()).hasSize(1);
            assertThat(definition(ecs).volumes()).isEmpty();
        }
    }

    @Test
    void nothing_is_fetched_for_a_definition_of_somebody_else() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open =
                        new OpenBackend(ecs, with(EcsSettings.TASK_RULES, "*/ignoring=uris:ignore")).started()) {
            ecs.client()
                    .registerTaskDefinition(request -> request.family("web")
                            .containerDefinitions(ContainerDefinition.builder()
                                    .name("web")
                                    .image("nginx")
                                    .memory(64)
                                    .build()));
            Command command = new Command(
                    true,
                    Optional.of("web:1"),
                    List.of(),
                    new TreeMap<>(),
                    Optional.empty(),
                    List.of(CommandUri.of(SECRET)));
            assertThat(open.refused(
                            OpenBackend.launchOf(open.agent(0), "t", TaskSpec.of("t", command), 128, 64),
                            Refusal.INVALID))
                    .contains("https://files/app.tgz", "web:1", "uris:ignore")
                    .doesNotContain("hunter2");
            open.launched(OpenBackend.launchOf(open.agent(0), "ignoring", TaskSpec.of("ignoring", command), 128, 64));
        }
    }

    @Test
    void without_a_network_there_is_nothing_to_fetch_from() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, with(SandboxSettings.FETCH_PATHS, "/opt")).started()) {
            Container lonely = new Container(
                    Optional.of("app:1"),
                    Optional.of(Container.Network.NONE),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    false);
            Launch remote =
                    OpenBackend.launchOf(open.agent(0), "r", spec(lonely, command(false, "http://files/a")), 128, 64);
            assertThat(open.refused(remote, Refusal.INVALID)).contains("network NONE", "http://files/a");
            open.launched(
                    OpenBackend.launchOf(open.agent(0), "l", spec(lonely, command(false, "file:///opt/a")), 128, 64));
        }
    }

    @Test
    void agents_that_leave_such_tasks_pending_for_ever_are_refused_by_name_and_version() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                        .instance(InstanceSpec.of(1024, 2048).withAgentVersion("1.61.1"))
                        .runtime(containers)
                        .build());
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            assertThat(open.refused(launch(open, "t", "http://files/a"), Refusal.UNSUITABLE_AGENT))
                    .contains("agent " + open.agent(0), "1.61.1", "1.61.2", "fetcher:prelude");
            open.launched(OpenBackend.launchOf(
                    open.agent(0), "bare", TaskSpec.of("bare", command(true, "http://files/a")), 128, 64));
            open.launched(launch(open, "plain"));
        }
    }

    @Test
    void tasks_of_a_group_have_a_sandbox_and_a_fetcher_each() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            open.launchGroup(List.of(
                    launch(open, "g0", "http://files/0"), launch(open, "g1"), launch(open, "g2", "http://files/2")));
            TaskDefinition definition = definition(ecs);
            assertThat(definition.containerDefinitions())
                    .extracting(ContainerDefinition::name)
                    .containsExactlyInAnyOrder("member-0", "fetch-0", "member-1", "member-2", "fetch-2");
            assertThat(definition.volumes())
                    .extracting(Volume::name)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(defined(definition, "fetch-2").mountPoints())
                    .isEqualTo(defined(definition, "member-2").mountPoints())
                    .isNotEqualTo(defined(definition, "member-0").mountPoints());
            assertThat(defined(definition, "member-1").dependsOn()).isEmpty();
            assertThat(variables(override(ecs, "member-2").environment()))
                    .containsEntry("ISTHMUS_CONTAINERS", "member-2;fetch-2");
            assertThat(variables(override(ecs, "fetch-2").environment())).containsKey("ISTHMUS_FETCH");
        }
    }

    @Test
    void fetchers_count_towards_the_containers_of_a_definition() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            List<Launch> members = new ArrayList<>();
            IntStream.range(0, 5).forEach(i -> members.add(launch(open, "f" + i, "http://files/" + i)));
            assertThat(open.launchGroup(members)).isInstanceOf(LaunchOutcome.Launched.class);
            members.replaceAll(one -> launch(open, "more-" + one.task().task(), "http://files/a"));
            members.add(launch(open, "more"));
            assertThat(OpenBackend.refused(open.launchGroup(members), Refusal.INVALID))
                    .contains("6 tasks", "at most 10 containers");
        }
    }

    @Test
    void of_a_group_the_task_that_was_not_fetched_for_fails_and_the_others_end_with_it() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            List<Launch> group = List.of(
                    launch(open, "g0", "http://files/0"), launch(open, "g1"), launch(open, "g2", "http://files/2"));
            open.launchGroup(group);
            for (int i = 0; i < 3; i++) {
                containers.starts(containers.awaitLaunch(Duration.ofSeconds(20)).id());
            }
            containers.exits(container(ecs, "fetch-0"), 194);
            TaskPhase.Ended unfetched = open.awaitEnd(group.get(0));
            assertThat(unfetched.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(unfetched.message()).contains("http://files/0 was not found");
            assertThat(open.awaitEnd(group.get(1)).ending()).isEqualTo(Ending.WITH_GROUP);
            assertThat(open.awaitEnd(group.get(2)).ending())
                    .as("its fetcher was only stopped")
                    .isEqualTo(Ending.WITH_GROUP);
        }
    }

    @Test
    void uris_that_do_not_fit_into_the_overrides_go_into_the_definition() throws Exception {
        ScriptedRuntime scripted = ScriptedRuntime.following(
                launch -> launch.id().name().equals("fetch") ? Script.exits(194, SOON) : Script.runs());
        String[] uris = IntStream.range(0, 60)
                .mapToObj(i -> "http://files/" + Integer.toHexString(i * 7919).repeat(30) + "/" + i)
                .toArray(String[]::new);
        try (FakeEcs ecs = OpenBackend.smallCluster(scripted);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            Launch launch = launch(open, "t", uris);
            open.launched(launch);
            open.launched(launch(open, "again", uris));
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            String list =
                    variables(defined(definition(ecs), "fetch").environment()).get("ISTHMUS_FETCH");
            assertThat(FetchList.parse(list).items()).hasSize(60);
            assertThat(ecs.tasks().get(0).overrides().containerOverrides())
                    .filteredOn(override -> override.name().equals("fetch"))
                    .allSatisfy(override -> assertThat(override.environment()).isEmpty());
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(ended.message()).contains("number 1 of the task's uris was not found");
        }
    }

    /** Each of both would fit by itself. */
    @Test
    void both_containers_count_towards_the_bound_of_the_overrides() throws Exception {
        String[] uris = IntStream.range(0, 20)
                .mapToObj(i -> "http://files/" + Integer.toHexString(i * 7919).repeat(40) + "/" + i)
                .toArray(String[]::new);
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, IMAGE).started()) {
            Command command = command(false, uris).withEnvironment(Map.of("BIG", "x".repeat(5_000)));
            Launch launch =
                    OpenBackend.launchOf(open.agent(0), "t", spec(Container.ofImage("app:1"), command), 128, 64);
            open.launched(launch);
            boolean moved =
                    variables(defined(definition(ecs), "main").environment()).containsKey("BIG")
                            || variables(defined(definition(ecs), "fetch").environment())
                                    .containsKey("ISTHMUS_FETCH");
            assertThat(moved).as("the longer of the two is in the definition").isTrue();
        }
    }
}
