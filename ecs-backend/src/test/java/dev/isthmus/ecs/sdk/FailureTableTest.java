package dev.isthmus.ecs.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.ecs.sdk.FailureTable.Meaning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What errors mean, and how that is extended. */
class FailureTableTest {

    @TempDir
    private Path directory;

    @Test
    void what_no_line_fits_is_unknown() {
        assertThat(FailureTable.parse("").of("ClientException", 400, "Words that nobody has seen."))
                .isEmpty();
    }

    @Test
    void lines_of_the_setting_go_first() throws IOException {
        String lines = "contended ClientException 400 simultan; final * 5xx *";
        Path file = Files.writeString(
                directory.resolve("failures"), "# ours\n\ncontended ClientException 400 simultan\nfinal * 5xx *\n");
        for (String text : new String[] {lines, "file:" + file}) {
            FailureTable table = FailureTable.parse(text);
            assertThat(table.of("ClientException", 400, "SIMULTANEOUS registrations"))
                    .hasValue(Meaning.CONTENDED);
            assertThat(table.of("ServerException", 503, "")).hasValue(Meaning.FINAL);
            assertThat(table.of("ClientException", 400, "Rate exceeded")).hasValue(Meaning.THROTTLED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transient ClientException 400|3 of four words",
                "perhaps ClientException 400 x|no category: throttled",
                "transient ClientException 200 x|status '200'",
                "transient ClientException 400 (x|no regular expression",
                "final * * a; nonsense|line 2 'nonsense'",
                "file:/nowhere/at/all|'/nowhere/at/all' cannot be read",
            })
    void line_that_is_none_is_refused_with_the_place_and_the_reason(String text, String why) {
        assertThatThrownBy(() -> FailureTable.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void page_shows_the_table() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("CONTRIBUTING.md"))) {
            root = root.getParent();
        }
        try (InputStream table = FailureTable.class.getResourceAsStream("ecs-failures.txt")) {
            assertThat(Files.readString(root.resolve("docs/reference/ecs-failures.md")))
                    .contains(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
