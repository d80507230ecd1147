package dev.isthmus.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.scenario.ClusterEvent;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** The server's command line, as far as it ends by itself. */
@Timeout(30)
class FakeEcsServerTest {
    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = FakeEcsServer.run("fake", List.of(arguments), stream(out), stream(err));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --frobnicate               | Unknown option: '--frobnicate'
            nosuch --help              | Unmatched argument at index 0: 'nosuch'
            extra                      | Unmatched argument at index 0: 'extra'
            --port                     | Missing required parameter for option '--port' (N)
            --port x                   | --port x: want a whole number from 0 to 65535
            --port=65536               | --port 65536: want a whole number from 0 to 65535
            --cpu 0                    | --cpu 0: want a whole number from 1 to 1000000
            --agent-version new        | --agent-version: The version of an agent is three numbers, as in 1.61.2, not 'new'
            --instances -1             | --instances -1: want a whole number from 0 to 10000
            --check=maybe              | Invalid value for option '--check'
            --port 1 --port 2          | option '--port' (N) should be specified only once
            --scenario f --cpu 3       | --cpu does not go with --scenario: the file says it
            --scenario f --realistic   | --realistic does not go with --scenario
            --scenario f --fargate     | --fargate does not go with --scenario
            --scenario f --event-queue e | --event-queue does not go with --scenario
            --check --event-queue a.b  | --event-queue: A queue's name is 1 to 80 letters, digits, hyphens and underscores: 'a.b'
            --check --cluster a.b      | --cluster: A cluster's name is 1 to 255 letters, digits, hyphens and underscores: 'a.b'
            """)
    void a_wrong_command_line_is_refused_with_a_sentence_and_the_usage(String line, String message) {
        Run run = run(line.split(" ", -1));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: " + message).contains("Usage: fake [", "next:   fake --help");
        assertThat(run.err().lines().count())
                .as("the whole help would hide the error")
                .isLessThan(10);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_misspelt_option_is_told_with_that_which_was_meant() {
        Run run = run("--prot", "1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown options: '--prot', '1'; did you mean '--port'?");
    }

    @Test
    void help_and_version_are_said() {
        assertThat(run("-h")).isEqualTo(run("--help"));
        assertThat(run("--help").out()).contains("--port=N", "--scenario=FILE", "--realistic", "--check");
        assertThat(run("--version").out()).startsWith("isthmus-fake-ecs ");
        assertThat(run("--version").exit()).isZero();
    }

    @Test
    void check_says_what_would_be_started() {
        Run run = run("--check", "--scenario", "../../docs/reference/scenario-example.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        "cluster 'production' in eu-central-1: 3 container instances (2 of 4096 CPU units, 8192 MiB;"
                                + " 1 of 8192 CPU units, 61440 MiB, 1 GPU)",
                        "faults under seed 42:",
                        "  1. call 3 of RunTask: answer lost after the work",
                        "events:",
                        "  30 s     the agent of instance 2 disconnects")
                .doesNotContain("[action=");
        assertThat(run("--check", "--instances", "1", "--cpu", "512", "--memory", "256")
                        .out())
                .contains("cluster 'default' in us-east-1: 1 container instance (1 of 512 CPU units, 256 MiB)");
        assertThat(run("--check", "--instances", "2", "--agent-version", "1.61.1")
                        .out())
                .contains("(2 of 4096 CPU units, 8192 MiB, agent 1.61.1)");
        assertThat(run("--check", "--instances=0", "--realistic").out()).contains("no container instances");
    }

    @Test
    void a_queue_of_events_is_told_by_its_url() {
        Scenario scenario = Scenario.parse("e.yaml", "eventQueues: [changes]");
        try (FakeEcs ecs = scenario.start()) {
            assertThat(Announcement.of(ecs, scenario, Path.of("journals")))
                    .contains("AWS_ENDPOINT_URL_SQS=" + ecs.endpoint() + " leads to:")
                    .contains("  " + ecs.endpoint() + "/123456789012/changes\n");
        }
        Scenario without = Scenario.parse("e.yaml", "seed: 1");
        try (FakeEcs ecs = without.start()) {
            assertThat(Announcement.of(ecs, without, Path.of("journals"))).doesNotContain("SQS");
        }
    }

    @Test
    void every_event_is_told_in_plain_words() {
        InstanceSpec spec = InstanceSpec.of(512, 256);
        assertThat(Stream.of(
                                new ClusterEvent.AddInstances(1, spec),
                                new ClusterEvent.AddInstances(2, spec.withGpus(2)),
                                new ClusterEvent.ClockJump(Duration.ofMillis(-1500)),
                                new ClusterEvent.SpotInterruption(1, Duration.ofMinutes(2)),
                                new ClusterEvent.FargateLimit(
                                        ClusterEvent.FargateLimit.Kind.QUOTA,
                                        FargateProvider.FARGATE,
                                        Optional.empty(),
                                        6),
                                new ClusterEvent.FargateLimit(
                                        ClusterEvent.FargateLimit.Kind.CAPACITY,
                                        FargateProvider.FARGATE_SPOT,
                                        Optional.of("us-east-1a"),
                                        0),
                                new ClusterEvent.FargateStop(ClusterEvent.FargateStop.Cause.INTERRUPT_SPOT, 3),
                                new ClusterEvent.FargateStop(ClusterEvent.FargateStop.Cause.RETIRE, 1))
                        .map(EventWords::words))
                .containsExactly(
                        "an instance is added: 512 CPU units, 256 MiB",
                        "2 instances are added: 512 CPU units, 256 MiB, 2 GPUs each",
                        "the cluster's clock jumps 1.5 s back",
                        "instance 1 is drained, and taken back by EC2 120 s later",
                        "the quota of FARGATE is 6 vCPUs",
                        "the capacity of FARGATE_SPOT in us-east-1a is 0 vCPUs",
                        "AWS takes back the Fargate Spot capacity of 3 tasks",
                        "AWS retires what a task on Fargate runs on");
        assertThat(Arrays.stream(ClusterEvent.Action.values())
                        .map(action -> EventWords.words(new ClusterEvent.OnInstance(action, 7))))
                .allSatisfy(words -> assertThat(words).contains("instance 7 ").doesNotContain("["));
    }

    @Test
    void agents_have_names_that_differ_and_resolve() {
        Scenario scenario = AgentNames.give(
                new Scenario(
                        FakeEcsConfig.builder()
                                .instances(300, InstanceSpec.of(1024, 1024))
                                .instance(InstanceSpec.of(1024, 1024).withAttribute("isthmus.hostname", "own"))
                                .build(),
                        FaultSchedule.NONE,
                        List.of(new ClusterEvent.Timed(
                                Duration.ofSeconds(1), new ClusterEvent.AddInstances(2, InstanceSpec.of(1024, 1024))))),
                Optional.empty());
        List<String> names = Stream.concat(
                        scenario.config().instances().stream(),
                        scenario.events().stream().map(timed -> ((ClusterEvent.AddInstances) timed.event()).spec()))
                .map(spec -> spec.attributes().get("isthmus.hostname"))
                .toList();
        assertThat(names).hasSize(303).doesNotHaveDuplicates().startsWith("127.0.0.2", "127.0.0.3");
        assertThat(names).contains("own", "127.0.1.0");
    }

    @Test
    void the_name_of_agents_can_be_given() {
        Scenario scenario = AgentNames.give(
                new Scenario(
                        FakeEcsConfig.builder()
                                .instances(2, InstanceSpec.of(1024, 1024))
                                .build(),
                        FaultSchedule.NONE,
                        List.of()),
                Optional.of("node{n}.test"));
        assertThat(scenario.config().instances())
                .extracting(spec -> spec.attributes().get("isthmus.hostname"))
                .containsExactly("node1.test", "node2.test");
    }

    @Test
    void a_scenario_file_that_is_wrong_or_not_there_is_refused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "seed: 1\ncluser: x\n");
        Run bad = run("--scenario", file.toString());
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err().strip())
                .isEqualTo(file + ":2:1: unknown key 'cluser' in a scenario; did you mean 'cluster'?");
        Run missing = run("--scenario", directory.resolve("none.yaml").toString());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err())
                .contains("none.yaml cannot be read: there is no such file or directory")
                .doesNotContain("Exception");
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = run("--port", String.valueOf(taken.getLocalPort()));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void the_table_says_which_of_several_containers_ended_how() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TaskTable(stream(bytes), arn -> 1)
                .accept(Task.builder()
                        .taskArn("arn:x/cluster/abc")
                        .taskDefinitionArn("arn:x/web:3")
                        .containerInstanceArn("arn:i")
                        .lastStatus("STOPPED")
                        .desiredStatus("STOPPED")
                        .stoppedReason("Task failed to start")
                        .containers(
                                Container.builder().name("fetch").exitCode(3).build(),
                                Container.builder()
                                        .name("main")
                                        .exitCode(143)
                                        .reason("CannotStartContainerError: x")
                                        .build())
                        .build());
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("fetch exit 3  main exit 143  main CannotStartContainerError: x  Task failed to start");
    }

    @Test
    void the_table_has_a_line_for_each_change_of_status() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TaskTable table = new TaskTable(stream(bytes), arn -> 7);
        Task task = Task.builder()
                .taskArn("arn:x/cluster/abc")
                .taskDefinitionArn("arn:x/web:3")
                .containerInstanceArn("arn:i")
                .lastStatus("RUNNING")
                .desiredStatus("RUNNING")
                .build();
        table.accept(task);
        table.accept(task.toBuilder().version(9L).build());
        table.accept(task.toBuilder().desiredStatus("STOPPED").build());
        table.accept(task.toBuilder()
                .desiredStatus("STOPPED")
                .lastStatus("STOPPED")
                .stoppedReason("Essential container in task exited")
                .containers(Container.builder().exitCode(3).build())
                .build());
        List<String> lines = bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d", "00:00:00")
                        .replaceAll(" {2,}", "  ")
                        .strip())
                .toList();
        assertThat(lines)
                .containsExactly(
                        "TIME  TASK  DEFINITION  STATUS  INSTANCE",
                        "00:00:00  abc  web:3  RUNNING  7",
                        "00:00:00  abc  web:3  RUNNING  7  to be stopped",
                        "00:00:00  abc  web:3  STOPPED  7  exit 3  Essential container in task exited");
    }
}
