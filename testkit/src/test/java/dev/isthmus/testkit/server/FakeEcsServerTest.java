package dev.isthmus.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            --prot 1                   | There is no option '--prot'; did you mean '--port'?
            --frobnicate               | There is no option '--frobnicate'; known are --check, --cluster
            extra                      | 'extra' is no option; nothing but options is read
            --port                     | --port needs a value
            --port x                   | --port x: want a whole number from 0 to 65535
            --port=65536               | --port 65536: want a whole number from 0 to 65535
            --cpu 0                    | --cpu 0: want a whole number from 1 to 1000000
            --instances -1             | --instances -1: want a whole number from 0 to 10000
            --check=yes                | --check takes no value
            --port 1 --port 2          | --port is given twice
            --scenario f --cpu 3       | --cpu does not go with --scenario: the file says it
            --scenario f --realistic   | --realistic does not go with --scenario
            --check --cluster a.b      | --cluster: A cluster's name is 1 to 255 letters, digits, hyphens and underscores: 'a.b'
            """)
    void aWrongCommandLineIsRefusedWithASentenceAndTheUsage(String line, String message) {
        Run run = run(line.split(" ", -1));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(message).contains("Usage: fake [OPTIONS]");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helpAndVersionAreSaid() {
        assertThat(run("-h")).isEqualTo(run("--help"));
        assertThat(run("--help").out()).contains("--port N", "--scenario FILE", "--realistic", "--check");
        assertThat(run("--version").out()).startsWith("isthmus-testkit ");
        assertThat(run("--version").exit()).isZero();
    }

    @Test
    void checkSaysWhatWouldBeStarted() {
        Run run = run("--check", "--scenario", "../docs/reference/scenario-example.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        "cluster 'production' in eu-central-1: 3 container instances (2 of 4096 CPU units, 8192 MiB;"
                                + " 1 of 8192 CPU units, 61440 MiB, 1 GPUs)",
                        "faults under seed 42:",
                        "  1. call 3 of RunTask: answer lost after the work",
                        "events: 7",
                        "  30.0 s  OnInstance[action=DISCONNECT, instance=2]");
        assertThat(run("--check", "--instances", "1", "--cpu", "512", "--memory", "256")
                        .out())
                .contains("cluster 'default' in us-east-1: 1 container instance (1 of 512 CPU units, 256 MiB)");
        assertThat(run("--check", "--instances=0", "--realistic").out()).contains("no container instances");
    }

    @Test
    void aScenarioFileThatIsWrongOrNotThereIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "seed: 1\ncluser: x\n");
        Run bad = run("--scenario", file.toString());
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err().strip())
                .isEqualTo(file + ":2:1: unknown key 'cluser' in a scenario; did you mean 'cluster'?");
        Run missing = run("--scenario", directory.resolve("none.yaml").toString());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).contains("none.yaml cannot be read");
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = run("--port", String.valueOf(taken.getLocalPort()));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void theTableHasALineForEachChangeOfStatus() {
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
