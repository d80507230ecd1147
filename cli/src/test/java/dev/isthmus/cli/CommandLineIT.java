package dev.isthmus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command as {@code ./isthmus} starts it: in a JVM of its own, the bundle first on the class path. What else it refuses is in {@link CommandLineTest}. */
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own.
class CommandLineIT {

    private static final long SECONDS = 300;

    private record Run(int exit, String output) {}

    @Test
    void the_demo_runs_through_the_bundle_and_ends_as_planned() throws Exception {
        Run run = run("demo", "--plain");

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("registered  ", "offer       ", "launch      hello-1", "kill        endless")
                .contains("state       fails     TASK_FAILED  ", "state       endless   TASK_KILLED")
                .containsPattern("12 tasks in \\d+\\.\\d s: 1 FAILED, 10 FINISHED, 1 KILLED\\. All ended as planned\\.")
                .contains("RunTask 12")
                .contains("Next: ./isthmus fake");
    }

    @Test
    void without_a_command_it_says_what_there_is() throws Exception {
        Run run = run();

        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("Usage: isthmus", "demo", "fake", "simulate", "README.md");
    }

    @Test
    void a_wrong_option_is_named_with_what_is_wanted() throws Exception {
        Run run = run("fake", "--instances", "-2");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output()).contains("--instances -2: want a whole number from 0 to 10000", "Usage: isthmus fake");
    }

    @Test
    void the_fake_takes_a_scenario_file_and_says_where_it_is_wrong() throws Exception {
        Path docs = Path.of(System.getProperty("isthmus.cli.target", "target")).resolve("../../docs/reference");
        Run good = run(
                "fake",
                "--check",
                "--scenario",
                docs.resolve("scenario-example.yaml").toString());
        assertThat(good.exit()).as(good.output()).isZero();
        assertThat(good.output()).contains("cluster 'production' in eu-central-1: 3 container instances");

        Run bad = run("fake", "--scenario=" + docs.resolve("scenario-file.md"));
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.output()).contains("scenario-file.md:");
    }

    @Test
    void the_fake_prints_every_variable_to_export_and_ends_when_told_to() throws Exception {
        Process fake = start("fake", "--instances", "2");
        try (BufferedReader lines = fake.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.add(line);
                if (line.startsWith("Ctrl-C stops it")) {
                    break;
                }
            }
            assertThat(printed)
                    .anyMatch(line -> line.matches("  export AWS_ECS_ENDPOINT=http://127\\.0\\.0\\.1:\\d+"))
                    .contains(
                            "  export AWS_ECS_CLUSTER=default",
                            "  export AWS_REGION=us-east-1",
                            "  export AWS_ACCESS_KEY_ID=fake",
                            "  export AWS_SECRET_ACCESS_KEY=fake",
                            "  export ISTHMUS_DEFAULT_IMAGE=busybox");
            Path journals = printed.stream()
                    .filter(line -> line.startsWith("  export ISTHMUS_JOURNAL_DIR="))
                    .map(line -> Path.of(line.substring(line.indexOf('=') + 1)))
                    .findAny()
                    .orElseThrow();
            Files.writeString(journals.resolve("of a framework"), "remembered");
            fake.destroy();
            assertThat(fake.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            assertThat(journals).as("nothing remembers a cluster that is gone").doesNotExist();
        } finally {
            fake.destroyForcibly();
        }
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder output = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
            }
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            return new Run(process.exitValue(), output.toString());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        Path target = Path.of(System.getProperty("isthmus.cli.target", "target"));
        Path bundle = target.resolve("../../driver/target/isthmus-driver.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the script starts it.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                        System.getProperty("path.separator"),
                        bundle.toString(),
                        target.resolve("isthmus-cli.jar").toString(),
                        target.resolve("lib") + "/*"),
                Isthmus.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
