package dev.isthmus.operator.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found on the path, and what is passed over. */
class LocalProgramsTest {

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void a_directory_that_is_called_like_a_program_is_passed_over() throws Exception {
        Files.createDirectory(first.resolve("aws"));
        Path hello = Files.writeString(second.resolve("hello"), "#!/bin/sh\nexit 7\n");
        assertThat(hello.toFile().setExecutable(true)).isTrue();
        Files.createDirectory(first.resolve("hello"));
        LocalPrograms programs = new LocalPrograms(new TreeMap<>(Map.of("PATH", first + File.pathSeparator + second)));

        assertThat(programs.missing(List.of("aws", "hello"))).containsExactly("aws");
        assertThat(programs.run(List.of("hello"))).isEqualTo(7);
    }
}
