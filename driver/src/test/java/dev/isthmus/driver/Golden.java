package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files that say what others rely on, word for word. Where a change is meant, {@code -Dgolden.write=true} writes them anew; the change log then
 * says what it costs whoever has the version before.
 */
public final class Golden {

    private static final Path SOURCES = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** What a file says. */
    public static String text(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares with what a file says. */
    public static void check(String name, List<String> lines) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.write(SOURCES.resolve(name), lines);
            return;
        }
        assertThat(lines)
                .as("src/test/resources/golden/%s; written anew by -Dgolden.write=true", name)
                .containsExactlyElementsOf(text(name).lines().toList());
    }
}
