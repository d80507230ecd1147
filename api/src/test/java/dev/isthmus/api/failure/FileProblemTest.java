package dev.isthmus.api.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {

    @Test
    void what_the_system_says_is_told_without_names_of_classes(@TempDir Path directory) {
        assertThat(problem(directory.resolve("none"))).isEqualTo("there is no such file or directory");
        assertThat(problem(directory)).isEqualToIgnoringCase("is a directory");
    }

    @Test
    void another_file_that_is_to_blame_is_named() {
        assertThat(FileProblem.words(Path.of("a"), new AccessDeniedException("a")))
                .isEqualTo("access to it is denied");
        assertThat(FileProblem.words(Path.of("a/b"), new NoSuchFileException("a")))
                .isEqualTo("a: there is no such file or directory");
    }

    @Test
    void what_has_no_reason_says_so() {
        assertThat(FileProblem.words(Path.of("a"), new FileSystemException("a")))
                .isEqualTo("the system gives no reason (FileSystemException)");
        assertThat(FileProblem.words(Path.of("a"), new IOException("No space left on device")))
                .isEqualTo("no space left on device");
    }

    private static String problem(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return FileProblem.words(file, e);
        }
    }
}
