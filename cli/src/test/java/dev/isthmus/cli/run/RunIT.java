package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code ./isthmus run} in processes of its own, as the script starts it. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class RunIT {

    private static final long SECONDS = 300;
    private static final Path TARGET = CliProcess.TARGET;
    private static final Path AGENT = CliProcess.DRIVER.resolve("agent/target/isthmus-agent.jar");
    private static final String JAVA = CliProcess.JAVA;

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
    void what_frameworks_remember_of_a_fake_cluster_lives_as_long_as_the_command() throws Exception {
        Run run =
                run("run", "--fake", "sh", "-c", "cd \"$ISTHMUS_JOURNAL_DIR\" && touch remembered && echo \"in $PWD\"");

        assertThat(run.output()).contains("ISTHMUS_JOURNAL_DIR");
        assertThat(run.output().lines().filter(line -> line.startsWith("in ")))
                .singleElement()
                .satisfies(line -> assertThat(Path.of(line.substring(3))).doesNotExist());
        assertThat(run.exit()).isZero();
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

    /** A terminal has told the command already: told once more, by SIGTERM, it would not get to the end of what it does then. */
    @Test
    void ctrl_c_is_the_command_s_own_affair() throws Exception {
        assumeInterruptsCanBeTried();
        Process process =
                interactive("trap 'sleep 1; echo cleared away; exit 6' INT; echo ready $$; while :; do sleep 1; done");
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = lines.lines()
                    .filter(line -> line.startsWith("ready "))
                    .findFirst()
                    .orElseThrow();
            String command = ready.substring("ready ".length());
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid() + " " + command)
                    .start()
                    .waitFor();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);

            assertThat(ended).isTrue();
            assertThat(lines.lines()).contains("cleared away");
            assertThat(process.exitValue()).isEqualTo(6);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A command is at work before the thread that started it goes on, and its first act is what a terminal would do here. */
    @Test
    void ctrl_c_as_the_command_begins_is_its_own_affair_too() throws Exception {
        assumeInterruptsCanBeTried();
        Run run = ended(
                interactive(
                        "trap 'sleep 1; echo cleared away; exit 6' INT; kill -INT $PPID; kill -INT $$; while :; do sleep 1; done"));

        assertThat(run.output().lines()).contains("cleared away");
        assertThat(run.exit()).isEqualTo(6);
    }

    static void assumeInterruptsCanBeTried() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "trap 'exit 0' INT; kill -INT $$; exit 1")
                                .start()
                                .waitFor()
                        == 0,
                "SIGINT is ignored where this runs, as in the background of a script, and cannot be tried");
    }

    /** The command line as from a terminal, with a command that is this script. */
    private static Process interactive(String script) throws IOException {
        return start(
                Map.of("JAVA_TOOL_OPTIONS", "-Disthmus.cli.interactive=true"),
                AGENT,
                "run",
                "--fake",
                "--",
                "sh",
                "-c",
                script);
    }

    @Test
    void options_of_the_user_s_own_go_beside_ours_and_paths_may_have_blanks_and_quotes() throws Exception {
        Path home = Files.createDirectories(folder.resolve("it's my \"home\""));
        Path agent = Files.createSymbolicLink(home.resolve("isthmus-agent.jar"), AGENT);
        Path script = program(
                home, "start me", JAVA + " -cp " + framework() + " " + FirstOffer.class.getName() + " ecs://default");

        Process process = start(
                Map.of("JAVA_TOOL_OPTIONS", "-Duser.mine=1", "JDK_JAVA_OPTIONS", "'-Duser.other=two words'"),
                agent,
                "run",
                "--fake",
                "--",
                script.toString());
        Run run = ended(process);

        assertThat(run.output()).contains("registered", "ended as DRIVER_STOPPED", "mine 1", "other two words");
        assertThat(run.exit()).isEqualTo(7);
    }

    @Test
    void a_script_need_not_say_what_runs_it() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "echo started; exit 4\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(run("run", "--", script.toString())).satisfies(run -> {
            assertThat(run.output().lines()).contains("started");
            assertThat(run.exit()).isEqualTo(4);
        });
    }

    @Test
    void a_java_that_is_too_old_is_told_before_anything_starts() throws Exception {
        Path old = program(folder, "java", "echo 'openjdk version \"1.8.0_392\"' >&2");

        Run run = run("run", "--fake", "--", old.toString(), "-jar", "framework.jar");

        assertThat(run.output().lines())
                .containsExactly(
                        "isthmus: " + old + " is Java 1.8.0_392; the driver needs 17 or newer: name a newer java in the"
                                + " command, or put it first on the PATH");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_command_that_cannot_be_started_is_told_with_what_to_do() throws Exception {
        Path script = Files.writeString(folder.resolve("start.sh"), "#!/bin/sh\n");
        Path wrong = program(folder, "wrong.sh", "true");
        Files.writeString(wrong, "#!/no/such/shell\n");

        notStarted(127, "there is no no-such-command on the PATH", "no-such-command");
        notStarted(127, "there is no ./no-such-command", "./no-such-command", "--help");
        notStarted(127, "there is no program 'sleep 1': name a program and its arguments without quotes", "sleep 1");
        notStarted(126, folder + " is a directory", folder.toString());
        notStarted(126, script + " may not be executed: chmod +x it", script.toString());
        notStarted(126, wrong + " cannot be started, perhaps for what its first line names", wrong.toString());
    }

    /** A script in the directory that one is in, as one would name it on other systems. */
    @Test
    void a_program_beside_the_user_is_told_as_it_is_to_be_named() {
        assertThat(NotStarted.of(List.of("pom.xml", "x"), new IOException("error=2, No such file or directory")))
                .isEqualTo(new NotStarted(127, "there is no pom.xml on the PATH; that of this directory is ./pom.xml"));
    }

    private static void notStarted(int exit, String line, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--"));
        words.addAll(List.of(command));
        Run run = run(words.toArray(String[]::new));

        assertThat(run.output().lines()).anyMatch(told -> told.startsWith("isthmus: " + line));
        assertThat(run.exit()).isEqualTo(exit);
    }

    private static Path program(Path folder, String name, String body) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
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
        return ended(start(arguments));
    }

    private static Run ended(Process process) throws IOException, InterruptedException {
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
        return start(Map.of(), AGENT, arguments);
    }

    private static Process start(Map<String, String> environment, Path agent, String... arguments) throws IOException {
        return CliProcess.start("-Disthmus.cli.agent=" + agent, environment, arguments);
    }
}
