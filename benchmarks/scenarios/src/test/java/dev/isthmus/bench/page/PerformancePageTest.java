package dev.isthmus.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.bench.figure.Figure;
import dev.isthmus.bench.figure.ReportJson;
import dev.isthmus.bench.figure.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page shows what is committed as JSON, and nothing else. */
class PerformancePageTest {

    private static final Path DOCS = Path.of("..", "..", "docs");

    @Test
    void the_page_and_its_charts_are_those_of_the_json() throws IOException {
        Map<String, String> made =
                PerformancePage.of(ReportJson.read(Files.readString(DOCS.resolve("performance/figures.json"))));
        for (Map.Entry<String, String> file : made.entrySet()) {
            Path path = DOCS.resolve(file.getKey());
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(path, file.getValue());
            }
            assertThat(Files.readString(path))
                    .as("docs/%s; written anew by -Dgolden.write=true", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void a_panel_has_a_point_for_each_size_and_a_line_of_what_is_proportional() {
        String svg = new GrowthPanel("calls", List.of(point(10, 1), point(100, 5), point(1_000, 100))).svg(0, 0);

        assertThat(svg.split("<circle", -1)).hasSize(4);
        // From (1,000, 100) by as much as it goes down to (10, 1): both corners of the panel.
        assertThat(svg).contains("class=\"proportional\" d=\"M62.0 196.0L340.0 30.0\"");
        assertThat(svg).contains("<title>100: 5</title>");
    }

    @Test
    void what_is_nothing_has_a_place_too() {
        assertThat(new GrowthPanel("calls", List.of(point(1, 0), point(10, 0))).svg(0, 0))
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_bar_is_as_long_as_its_figure() {
        String svg = SvgChart.bars("seconds", List.of(point(0, 10), point(0, 5)), List.of("", ", all"));

        assertThat(svg).contains("width=\"200.0\"", "width=\"100.0\"", ">5 calls, all</text>");
    }

    private static Figure point(long size, double value) {
        return new Figure("instances", "calls", size, "calls", new Spread(value, value, value));
    }
}
