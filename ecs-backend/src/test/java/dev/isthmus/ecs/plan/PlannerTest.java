package dev.isthmus.ecs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Container.Network;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.HealthCheck.Probe;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.plan.Plan.Impossible;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.DefinitionRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which definition a task runs and what is passed to it. */
class PlannerTest {

    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private Optional<String> image = Optional.of("busybox:1");
    private String rules = "";

    private Plan plan(TaskSpec spec) {
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                new FrameworkId("f"),
                new TaskId("t"),
                new AgentId("a"),
                Resources.none(Dialect.MESOS));
        return new Planner(Defaults.builder()
                        .image(image)
                        .rules(DefinitionRules.parse(rules))
                        .build())
                .plan(new Launch(task, "chronos", Taken.nothing(Dialect.ECS), spec));
    }

    private Planned planned(TaskSpec spec) {
        Plan plan = plan(spec);
        assertThat(plan).isInstanceOf(Planned.class);
        return (Planned) plan;
    }

    private DefinitionContent content(TaskSpec spec) {
        return ((Wanted.Own) planned(spec).definition()).content();
    }

    private String impossible(TaskSpec spec) {
        Plan plan = plan(spec);
        assertThat(plan).isInstanceOf(Impossible.class);
        return ((Impossible) plan).message();
    }

    private static TaskSpec spec(Command command, Container container) {
        return new TaskSpec("name", command, container, new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    private static Command execute(String value, String... arguments) {
        return new Command(
                false, Optional.ofNullable(value), List.of(arguments), new TreeMap<>(), Optional.empty(), List.of());
    }

    private static Container docker(Network network, Parameter... parameters) {
        return new Container(
                Optional.of("repo/app:1"),
                Optional.ofNullable(network),
                List.of(),
                List.of(),
                List.of(parameters),
                false,
                false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nginx:2", "sleep360:1", " nginx:2 ", "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"
            })
    void command_that_is_a_definition_is_one(String command) {
        Planned planned = planned(spec(Command.ofShell(command), Container.NONE));
        assertThat(planned.definition())
                .isEqualTo(new Wanted.Existing(command.strip(), "the task's command", Optional.of(Set.of())));
        assertThat(planned.command()).isInstanceOf(CommandPassed.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "nginx:0", "nginx:2 -v", "echo nginx:2", "a/b:1"})
    void command_that_is_more_than_a_definition_is_a_command(String command) {
        assertThat(planned(spec(Command.ofShell(command), Container.NONE)).definition())
                .isInstanceOf(Wanted.Own.class);
    }

    @Test
    void image_called_ignore_is_none() {
        Planned planned = planned(spec(Command.ofShell("nginx:2"), Container.ofImage("ignore")));
        assertThat(planned.definition()).isInstanceOf(Wanted.Existing.class);
    }

    @Test
    void with_an_image_a_command_is_a_command_whatever_it_looks_like() {
        assertThat(content(spec(Command.ofShell("nginx:2"), Container.ofImage("app")))
                        .image())
                .isEqualTo("app");
    }

    @Test
    void label_goes_before_rule_and_rule_before_image() {
        rules = "chr*/na?e=ruled:1";
        TaskSpec bare = spec(Command.ofShell("x"), Container.ofImage("app"));
        assertThat(planned(bare).definition())
                .isEqualTo(new Wanted.Existing("ruled:1", "a rule of ISTHMUS_TASK_DEFINITION_RULES", Optional.empty()));
        TaskSpec labelled = new TaskSpec(
                "name",
                bare.command(),
                bare.container(),
                new TreeMap<>(Map.of("isthmus.task-definition", "labelled")),
                Optional.empty(),
                Optional.empty());
        assertThat(planned(labelled).definition())
                .isEqualTo(new Wanted.Existing("labelled", "label isthmus.task-definition", Optional.of(Set.of())));
    }

    @Test
    void nothing_to_run_names_every_way_to_say_it() {
        image = Optional.empty();
        assertThat(impossible(spec(Command.ofShell("echo hi"), Container.NONE)))
                .contains(
                        "Docker image",
                        "isthmus.task-definition",
                        "nginx:2",
                        "ISTHMUS_TASK_DEFINITION_RULES",
                        "ISTHMUS_DEFAULT_IMAGE");
    }

    @Test
    void shell_line_in_an_image_replaces_its_entry_point() {
        TaskSpec spec = spec(Command.ofShell("echo $A"), docker(Network.BRIDGE));
        assertThat(content(spec).entryPoint()).isEqualTo(SHELL);
        assertThat(planned(spec).command()).isEqualTo(new CommandPassed.Words(List.of("echo $A")));
        assertThat(content(spec).network()).isEqualTo("bridge");
    }

    @Test
    void words_in_an_image_follow_its_entry_point() {
        TaskSpec spec = spec(execute("serve", "--port", "80"), docker(null));
        assertThat(content(spec).entryPoint()).isEmpty();
        assertThat(planned(spec).command()).isEqualTo(new CommandPassed.Words(List.of("serve", "--port", "80")));
        assertThat(content(spec).network()).as("Mesos's default").isEqualTo("host");
        assertThat(planned(spec(execute(null), docker(null))).command()).isInstanceOf(CommandPassed.Nothing.class);
    }

    @Test
    void without_an_image_a_file_is_executed_with_its_arguments_after_its_name() {
        TaskSpec spec = spec(execute("/bin/echo", "echo", "-n", "hi"), Container.NONE);
        assertThat(planned(spec).command()).isEqualTo(new CommandPassed.Words(List.of("/bin/echo", "-n", "hi")));
        assertThat(content(spec).entryPoint()).containsExactly("/bin/sh", "-c", "exec \"$0\" \"$@\"");
        assertThat(content(spec).network()).isEqualTo("host");
    }

    @Test
    void user_is_applied_without_an_image_only() {
        Command asRoot =
                new Command(true, Optional.of("x"), List.of(), new TreeMap<>(), Optional.of("root"), List.of());
        assertThat(content(spec(asRoot, Container.NONE)).execution().user()).contains("root");
        assertThat(content(spec(asRoot, docker(null))).execution().user()).isEmpty();
    }

    @Test
    void labels_of_every_task_cost_no_definition_of_their_own() {
        DefinitionContent one =
                content(spec(Command.ofShell("x"), docker(null, new Parameter("label", "MESOS_TASK_ID=1"))));
        assertThat(one.execution().labels()).isEmpty();
        DefinitionContent two =
                content(spec(Command.ofShell("y"), docker(null, new Parameter("label", "MESOS_TASK_ID=2"))));
        assertThat(one.family())
                .isEqualTo(two.family())
                .startsWith("isthmus-app-")
                .hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void labels_that_are_the_same_for_all_tasks_stand_in_the_definition() {
        DefinitionContent content = content(spec(
                Command.ofShell("x"),
                docker(null, new Parameter("label", "team=search"), new Parameter("l", "instance=t"))));
        assertThat(content.execution().labels()).containsExactly(Map.entry("team", "search"));
    }

    @Test
    void what_is_not_heeded_is_warned_of_by_name() {
        TaskSpec bare = spec(Command.ofShell("x"), docker(null));
        TaskSpec more = new TaskSpec(
                bare.name(),
                bare.command(),
                bare.container(),
                bare.labels(),
                bare.healthCheck(),
                bare.killGrace(),
                List.of("check"));
        assertThat(planned(more).warnings()).singleElement().asString().contains("field check");
    }

    @Test
    void environment_parameters_go_into_the_environment() {
        assertThat(planned(spec(Command.ofShell("x"), docker(null, new Parameter("env", "A=b=c"))))
                        .environment())
                .containsExactly(Map.entry("A", "b=c"));
    }

    @Test
    void forced_pull_is_ignored_with_a_warning() {
        Container container =
                new Container(Optional.of("app"), Optional.empty(), List.of(), List.of(), List.of(), false, true);
        assertThat(planned(spec(Command.ofShell("x"), container)).warnings())
                .singleElement()
                .asString()
                .contains("force_pull_image");
    }

    @Test
    void secrets_in_uris_are_not_repeated() {
        Command fetching = new Command(
                true,
                Optional.of("x"),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                List.of(CommandUri.of("https://me:word@host/a.tgz?X-Amz-Signature=beef")));
        assertThat(impossible(spec(fetching, Container.ofImage("app"))))
                .contains("https://host/a.tgz")
                .doesNotContain("word", "beef");
    }

    @Test
    void of_many_uris_the_first_are_named_and_the_rest_counted() {
        List<CommandUri> uris = IntStream.range(0, 500)
                .mapToObj(i -> CommandUri.of("http://files/" + i + "/" + "x".repeat(400) + "/a" + i))
                .toList();
        Command fetching = new Command(true, Optional.of("x"), List.of(), new TreeMap<>(), Optional.empty(), uris);
        assertThat(impossible(spec(fetching, Container.ofImage("app"))))
                .hasSizeLessThan(1_000)
                .contains("http://files/0/", "and 497 more", "set ISTHMUS_FETCH_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dns", "device", "volume", "shm-size", "cap-add", "tmpfs", "ulimit", "net", "log-driver", "x"})
    void long_values_are_cut(String key) {
        assertThat(impossible(spec(
                        Command.ofShell("x"), docker(null, new Parameter(key, "value" + "y".repeat(10_000))))))
                .hasSizeLessThan(2_000)
                .contains("'" + key + "'");
    }

    @Test
    void what_ecs_cannot_do_is_refused_by_name() {
        Command fetching = new Command(
                true,
                Optional.of("x"),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                List.of(CommandUri.of("http://a/b.tgz")));
        assertThat(impossible(spec(fetching, Container.ofImage("app")))).contains("uris", "http://a/b.tgz");
        assertThat(impossible(spec(Command.ofShell("x"), docker(Network.USER)))).contains("network USER");
        assertThat(impossible(spec(Command.ofShell("x"), docker(null, new Parameter("uts", "host")))))
                .contains("docker parameter 'uts'");
        assertThat(impossible(spec(
                        Command.ofShell("x"),
                        new Container(
                                Optional.of("app"),
                                Optional.of(Network.HOST),
                                List.of(new PortMapping(80, 80, PortMapping.Protocol.TCP)),
                                List.of(),
                                List.of(),
                                false,
                                false))))
                .contains("port mappings", "BRIDGE");
        assertThat(impossible(spec(
                        Command.ofShell("x"),
                        new Container(
                                Optional.of("app"),
                                Optional.empty(),
                                List.of(),
                                List.of(new Volume("data", Optional.empty(), false)),
                                List.of(),
                                false,
                                false))))
                .contains("container_path 'data'", "relative");
        assertThat(impossible(checked(new Probe.ByHttp("ftp", 80, "/")))).contains("scheme", "ftp", "https");
        assertThat(impossible(checked(new Probe.ByHttp("http", 80, "health")))).contains("path", "begins with /");
        assertThat(impossible(checked(new Probe.ByTcp(0)))).contains("port is 0");
    }

    @Test
    void port_of_both_protocols_is_mapped_for_both() {
        PortMapping udp = new PortMapping(31000, 53, PortMapping.Protocol.UDP);
        PortMapping tcp = new PortMapping(31000, 53, PortMapping.Protocol.TCP);
        Container both = new Container(
                Optional.of("app"), Optional.of(Network.BRIDGE), List.of(udp, tcp), List.of(), List.of(), false, false);
        assertThat(content(spec(Command.ofShell("x"), both)).portMappings()).containsExactly(tcp, udp);
    }

    @Test
    void a_network_that_is_repeated_is_dropped_and_one_that_contradicts_refused() {
        for (String name : List.of("net", "network")) {
            Parameter bridge = new Parameter(name, "bridge");
            TaskSpec same = spec(Command.ofShell("x"), docker(Network.BRIDGE, bridge));
            assertThat(planned(same).warnings()).isEmpty();
            assertThat(content(same)).isEqualTo(content(spec(Command.ofShell("x"), docker(Network.BRIDGE))));
            assertThat(impossible(spec(Command.ofShell("x"), docker(Network.HOST, bridge))))
                    .contains("'" + name + "' is 'bridge'", "want host", "ISTHMUS_TASK_RULES");
        }
        assertThat(impossible(spec(Command.ofShell("x"), docker(null, new Parameter("net", "calico")))))
                .contains("calico");
    }

    private static TaskSpec checked(Probe probe) {
        HealthCheck check = new HealthCheck(
                probe,
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                3);
        return new TaskSpec(
                "name",
                Command.ofShell("x"),
                Container.ofImage("app"),
                new TreeMap<>(),
                Optional.of(check),
                Optional.of(Duration.ofMillis(2500)));
    }

    @Test
    void health_check_by_command_is_the_containers_own_within_ecs_ranges() {
        TaskSpec spec = checked(new Probe.ByCommand(Command.ofShell("curl -f localhost")));
        assertThat(content(spec).health())
                .contains(new DefinitionContent.Check(List.of("CMD-SHELL", "curl -f localhost"), 5, 20, 3, 25));
        assertThat(planned(spec).warnings()).singleElement().asString().contains("interval 1 is taken as 5");
        assertThat(content(spec).stopTimeout()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void every_number_outside_ecs_ranges_is_warned_of_by_itself() {
        HealthCheck wide = new HealthCheck(
                new Probe.ByTcp(80),
                Duration.ofSeconds(200),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(200),
                20);
        TaskSpec spec = new TaskSpec(
                "name",
                Command.ofShell("x"),
                Container.ofImage("app"),
                new TreeMap<>(),
                Optional.of(wide),
                Optional.empty());
        DefinitionContent.Check check = content(spec).health().orElseThrow();
        assertThat(List.of(check.interval(), check.timeout(), check.retries(), check.startPeriod()))
                .containsExactly(300, 60, 10, 300);
        assertThat(planned(spec).warnings())
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning).contains("ECS allows"));
    }

    @Test
    void every_number_below_ecs_ranges_is_brought_within_them() {
        HealthCheck narrow = new HealthCheck(
                new Probe.ByTcp(80), Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), Duration.ZERO, 0);
        TaskSpec spec = new TaskSpec(
                "name",
                Command.ofShell("x"),
                Container.ofImage("app"),
                new TreeMap<>(),
                Optional.of(narrow),
                Optional.of(Duration.ZERO));
        DefinitionContent.Check check = content(spec).health().orElseThrow();
        assertThat(List.of(check.interval(), check.timeout(), check.retries(), check.startPeriod()))
                .containsExactly(5, 2, 1, 0);
        assertThat(content(spec).stopTimeout()).hasValue(1);
        assertThat(planned(spec).warnings())
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning).contains("ECS allows"))
                .anySatisfy(warning -> assertThat(warning).contains("consecutive failures 0 is taken as 1"))
                .anySatisfy(warning -> assertThat(warning).contains("kill grace period 0 is taken as 1"));
    }

    @Test
    void checks_of_ports_that_a_variable_holds_share_a_definition() {
        assertThat(portChecked(31005).family()).isEqualTo(portChecked(31999).family());
        assertThat(portChecked(31005).health().orElseThrow().command().get(1)).startsWith("p=$PORT0; ");
    }

    private DefinitionContent portChecked(int port) {
        TaskSpec bare = checked(new Probe.ByHttp("http", port, "/health"));
        return content(new TaskSpec(
                "name",
                bare.command().withEnvironment(Map.of("PORT0", "" + port, "A", "" + port)),
                bare.container(),
                bare.labels(),
                bare.healthCheck(),
                bare.killGrace()));
    }

    @Test
    void definition_that_brings_a_shell_is_not_given_another() {
        CommandPassed line = new CommandPassed.ShellLine("echo");
        assertThat(Planner.override(line, SHELL)).contains(List.of("echo"));
        assertThat(Planner.override(line, List.of())).contains(List.of("/bin/sh", "-c", "echo"));
        assertThat(Planner.override(new CommandPassed.Nothing(), SHELL)).isEmpty();
    }
}
