package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongWaitsTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "waits.md");

    private static Settings set(String name, String text) {
        return Settings.builder()
                .set(Setting.text(name, "In a test.", ""), text)
                .build();
    }

    @Test
    void nothing_is_said_of_the_defaults() {
        assertThat(LongWaits.of(Settings.none())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ISTHMUS_CALL_TIMEOUT,20s,21s",
        "ISTHMUS_POLL_BUSY,15s,16s",
        "ISTHMUS_LAUNCH_PATIENCE,4min,5min",
        "ISTHMUS_CONSISTENCY_WINDOW,10min,11min",
    })
    void what_goes_past_what_frameworks_bear_is_named(String name, String borne, String tooLong) {
        assertThat(LongWaits.of(set(name, borne))).isEmpty();
        assertThat(LongWaits.of(set(name, tooLong))).singleElement().asString().startsWith(name + " is longer than ");
    }

    /** The page's rows have the settings' own defaults. */
    @Test
    void the_page_has_the_defaults_of_the_code() throws IOException {
        List<MatchResult> rows = Pattern.compile("\\| `(ISTHMUS_\\w+)`, ([^ |]+) \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(3);
        for (Setting<?> setting : EcsSettings.all()) {
            rows.stream()
                    .filter(row -> row.group(1).equals(setting.name()))
                    .forEach(row -> assertThat(row.group(2)).as(setting.name()).isEqualTo(setting.defaultText()));
        }
        assertThat(EcsSettings.all().stream()
                        .filter(setting -> Settings.none().get(setting) instanceof Duration)
                        .map(Setting::name))
                .allSatisfy(
                        name -> assertThat(rows).anyMatch(row -> row.group(1).equals(name)));
    }
}
