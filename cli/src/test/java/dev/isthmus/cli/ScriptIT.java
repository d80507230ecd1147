package dev.isthmus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./isthmus}, right after Maven has built everything. */
class ScriptIT {

    private static final Path SCRIPT = Path.of(System.getProperty("isthmus.cli.target", "target"))
            .resolve("../../isthmus")
            .toAbsolutePath()
            .normalize();

    @Test
    void through_links_it_runs_what_maven_has_built(@TempDir Path directory) throws Exception {
        Path near = Files.createSymbolicLink(directory.resolve("near"), SCRIPT);
        Path below = Files.createDirectory(directory.resolve("below"));
        Path far = Files.createSymbolicLink(
                below.resolve("far"), Path.of("..", near.getFileName().toString()));

        assertThat(output(directory, far, "--version")).startsWith("isthmus ").hasLineCount(1);
    }

    /** With a Maven on the path that only says that it was called. */
    private static String output(Path directory, Path script, String argument)
            throws IOException, InterruptedException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho 'mvn was called'\nexit 1\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(script.toString(), argument)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
