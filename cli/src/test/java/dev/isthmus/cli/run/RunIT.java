package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.cli.Isthmus;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./isthmus run} in processes of its own, as the script starts it. */
@Timeout(180)
class RunIT {

    private static final long SECONDS = 90;
    private static final Path TARGET =
            Path.of(System.getProperty("isthmus.cli.target", "target")).toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    private record Run(int exit, String output) {}

    @Test
    void a_framework_runs_on_a_fake_that_lives_as_long_as_it_does() throws Exception {
        List<String> command = new ArrayList<>(
                List.of("run", "--fake", "--", JAVA, "-cp", framework(), FirstOffer.class.getName(), "ecs://default"));
        command.addAll(OldFrameworks.OPENS);

        Run run = run(command.toArray(String[]::new));

        assertThat(run.output())
                .contains("isthmus: a fake ECS cluster is up at http://127.0.0.1:", "isthmus: starts " + JAVA)
                .contains("isthmus: sets AWS_ACCESS_KEY_ID, AWS_ECS_CLUSTER, AWS_ECS_ENDPOINT, AWS_REGION, ")
                .contains("registered", "offered by ", "ended as DRIVER_STOPPED")
                .doesNotContain("error:", "closed ", "no JVM of the command");
        OldFrameworks.OPENS.forEach(name -> assertThat(run.output()).contains("open " + name));
        assertThat(run.exit()).as("the framework's own").isEqualTo(7);
    }

    @Test
    void the_options_are_the_command_s_environment_and_values_are_not_told() throws Exception {
        Run run = run(
                "run",
                "--cluster=blue",
                "--endpoint",
                "https://ecs.example.com",
                "--region=eu-west-1",
                "--default-image=alpine",
                "--set",
                "ISTHMUS_PORTS=80",
                "--",
                "sh",
                "-c",
                "echo \"has $AWS_ECS_CLUSTER $AWS_ECS_ENDPOINT $AWS_REGION $ISTHMUS_DEFAULT_IMAGE $ISTHMUS_PORTS\"");

        assertThat(run.output().lines())
                .contains("has blue https://ecs.example.com eu-west-1 alpine 80")
                .contains(
                        "isthmus: sets AWS_ECS_CLUSTER, AWS_ECS_ENDPOINT, AWS_REGION, ISTHMUS_DEFAULT_IMAGE, ISTHMUS_PORTS")
                .filteredOn(line -> line.startsWith("isthmus:"))
                .noneMatch(line -> line.contains("example.com"))
                .anyMatch(line -> line.contains("no JVM of the command loaded org.apache.mesos.MesosSchedulerDriver"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void what_follows_the_command_is_its_own_and_so_is_the_exit_code() throws Exception {
        Run run = run("run", "sh", "-c", "echo \"$0 $1\"; exit 3", "--fake", "--help");

        assertThat(run.output().lines()).contains("--fake --help");
        assertThat(run.exit()).isEqualTo(3);
    }

    @Test
    void a_signal_reaches_the_command_and_its_end_is_waited_for() throws Exception {
        Process process = start(
                "run",
                "--fake",
                "--",
                "sh",
                "-c",
                "trap 'echo told; exit 5' TERM; echo ready; while :; do sleep 1; done");
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("ready");
            List<ProcessHandle> all = process.descendants().toList();
            process.toHandle().destroy();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            // One that was left behind would hold the output open.
            List<ProcessHandle> left =
                    all.stream().filter(ProcessHandle::isAlive).toList();
            left.forEach(ProcessHandle::destroyForcibly);

            assertThat(ended).isTrue();
            assertThat(lines.lines()).contains("told");
            assertThat(process.exitValue()).isEqualTo(5);
            assertThat(left).as("left behind").isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_java_that_is_too_old_is_told_before_anything_starts() throws Exception {
        Path old = Files.writeString(
                folder.resolve("java"), "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\nexit 0\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        Run run = run("run", "--fake", "--", old.toString(), "-jar", "framework.jar");

        assertThat(run.output().lines())
                .containsExactly(
                        "isthmus: " + old + " is Java 1.8.0_392; the driver needs 17 or newer: name a newer java in the"
                                + " command, or put it first on the PATH");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_wrong_command_line_is_told_with_what_is_wanted() throws Exception {
        assertThat(run("run", "--fake")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("no command: name it last", "Usage: isthmus run");
        });
        assertThat(run("run", "--fake", "--cluster=blue", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--fake starts a cluster of its own");
        });
        assertThat(run("run", "--jar=nosuch.jar", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--jar nosuch.jar: there is no such file");
        });
        assertThat(run("run", "--fkae", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("did you mean '--fake'?");
        });
    }

    @Test
    void a_command_that_is_not_there_is_127() throws Exception {
        Run run = run("run", "--", "no-such-command-anywhere");

        assertThat(run.exit()).isEqualTo(127);
        assertThat(run.output()).contains("isthmus: cannot start the command: ", "no-such-command-anywhere");
    }

    /** What a framework brings: itself, Mesos and protobuf. */
    private static String framework() throws IOException {
        List<Path> places = new ArrayList<>(List.of(TARGET.resolve("test-classes")));
        try (Stream<Path> jars = Files.list(TARGET.resolve("lib"))) {
            jars.filter(jar -> jar.getFileName().toString().matches("(mesos|protobuf-java)-\\d.*"))
                    .forEach(places::add);
        }
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String output = lines.lines().map(line -> line + "\n").collect(Collectors.joining());
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            return new Run(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        Path driver = TARGET.resolve("../../driver");
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-Disthmus.cli.agent=" + driver.resolve("agent/target/isthmus-agent.jar"),
                "-cp",
                String.join(
                        File.pathSeparator,
                        driver.resolve("target/isthmus-driver.jar").toString(),
                        TARGET.resolve("isthmus-cli.jar").toString(),
                        TARGET.resolve("lib") + "/*"),
                Isthmus.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ISTHMUS_"));
        return builder.start();
    }
}
