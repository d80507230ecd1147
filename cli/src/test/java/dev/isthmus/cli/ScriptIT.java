package dev.isthmus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.OperatorCommands;
import dev.isthmus.operator.settings.OperatorShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The script {@code ./isthmus}, right after Maven has built everything. */
class ScriptIT {

    private static final Path SCRIPT = Path.of(System.getProperty("isthmus.cli.target", "target"))
            .resolve("../../isthmus")
            .toAbsolutePath()
            .normalize();

    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @Test
    void through_links_it_runs_what_maven_has_built(@TempDir Path directory) throws Exception {
        Path near = Files.createSymbolicLink(directory.resolve("near"), SCRIPT);
        Path below = Files.createDirectory(directory.resolve("below"));
        Path far = Files.createSymbolicLink(
                below.resolve("far"), Path.of("..", near.getFileName().toString()));

        assertThat(run(directory, far, JAVA, "--version").output())
                .startsWith("isthmus ")
                .hasLineCount(1);
    }

    /** Without the check it is an UnsupportedClassVersionError of twenty lines. */
    @ParameterizedTest
    @CsvSource({"1.8.0_392,true", "1.8.0_392,false", "11.0.21,true", "16-ea,false"})
    void an_old_java_is_told_in_one_line(String version, boolean onPath, @TempDir Path directory) throws Exception {
        Path java = program(
                directory,
                "java",
                "echo 'openjdk version \"" + version + "\" 2021-01-01' >&2; echo 'the rest' >&2; exit 1");

        Run run = onPath
                ? run(directory, SCRIPT, Map.of())
                : run(directory, SCRIPT, Map.of("JAVA_HOME", directory.toString()));

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "isthmus: " + (onPath ? "the PATH has" : "JAVA_HOME names") + " Java " + version + " (" + java
                                + "), and Isthmus needs 17 or newer: set JAVA_HOME to a newer JDK\n"));
    }

    @Test
    void a_java_home_without_a_java_is_told_in_one_line(@TempDir Path directory) throws Exception {
        assertThat(run(directory, SCRIPT, Map.of("JAVA_HOME", directory.toString())))
                .isEqualTo(new Run(
                        1,
                        "isthmus: JAVA_HOME is " + directory
                                + ", and there is no bin/java: have it name a JDK 17 or newer, or unset it\n"));
    }

    @Test
    void names_have_all_their_letters_in_the_locale_C_too(@TempDir Path directory) throws Exception {
        Path app = directory.resolve("app.json");
        Files.writeString(app, "{\"id\": \"/a\", \"cmd\": \"x\"}");
        Map<String, String> shell = new TreeMap<>(JAVA);
        shell.put("LC_ALL", "C");
        shell.put("ISTHMUS_DEFAULT_IMAGE", "busybox:1");
        shell.put("APP", app.toString());
        Path plan = program(
                directory,
                "plan",
                "f=$(printf 'caf\\303\\251').json; cp \"$APP\" \"$f\"; exec '" + SCRIPT + "' plan \"$f\"");

        assertThat(run(directory, plan, shell).output()).contains("runs     /a");
    }

    /** With the driver's own modules on the class path in place of the bundle. */
    @Test
    void it_simulates_worlds(@TempDir Path directory) throws Exception {
        Run run = run(directory, SCRIPT, JAVA, "simulate", "--seeds=2", "--instances=1..3", "--minutes=1");

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("2 seeds from 0 on, each 1 minutes of a cluster of 1 to 3 instances.")
                .containsPattern("2 of 2 seeds, 0\\.\\d hours simulated, \\d+ steps")
                .doesNotContain("INFO: ", "WARNING: ", "SEVERE: ");
    }

    /** Beside the bundle, whose classes have other names for the SDK, each fails at its first call. */
    @Test
    void each_command_of_an_operator_gets_the_product_s_own_modules() throws Exception {
        String names = OperatorCommands.all(OperatorShell.ofProcess(false)).stream()
                .map(CommandLine::getCommandName)
                .collect(Collectors.joining(" | ", "  ", ")"));

        assertThat(Files.readAllLines(SCRIPT)).contains(names);
    }

    private record Run(int exit, String output) {}

    private static Path program(Path directory, String name, String body) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** With a Maven on the path that only says that it was called, and the directory's own programs before all others. */
    private static Run run(Path directory, Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        program(directory, "mvn", "echo 'mvn was called'; exit 1");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, first) -> first + ":" + path);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
