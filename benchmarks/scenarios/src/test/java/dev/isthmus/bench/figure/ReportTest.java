package dev.isthmus.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports, as they are collected, shown and kept. */
class ReportTest {

    private static BenchReport report() {
        Measurements measured = new Measurements();
        measured.begin("launches");
        for (double seconds : List.of(3.0, 1.0, 2.0)) {
            measured.add("Isthmus", "s", seconds);
            measured.add("Isthmus", 1_000, "KiB", 1234.5);
        }
        return new BenchReport(Machine.at(Instant.EPOCH), 3, measured.figures());
    }

    @Test
    void rounds_of_one_figure_become_its_median_and_its_spread() {
        assertThat(report().figures())
                .containsExactly(
                        new Figure("launches", "Isthmus", 0, "s", new Spread(2, 1, 3)),
                        new Figure("launches", "Isthmus", 1_000, "KiB", new Spread(1234.5, 1234.5, 1234.5)));
        assertThat(Spread.of(List.of(4.0, 1.0)).median()).isEqualTo(2.5);
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("a spread of nothing");
        assertThatThrownBy(() -> new Spread(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_is_read_back_as_it_was_written() throws IOException {
        assertThat(ReportJson.read(ReportJson.write(report()))).isEqualTo(report());
        assertThatThrownBy(() -> ReportJson.read("{\"figures\": [{\"what\": \"x\"}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scenario in {what=x}");
    }

    @Test
    void the_table_has_a_line_for_each_figure() {
        assertThat(ReportTable.lines(report().figures()))
                .containsExactly(
                        "scenario  what      size  median  least   most  unit",
                        "launches  Isthmus              2      1      3  s",
                        "launches  Isthmus  1,000   1,235  1,235  1,235  KiB");
    }

    @Test
    void a_machine_says_whether_others_used_it() {
        Machine machine = new Machine("2026-01-01", "Linux amd64", 2, 512, "JVM 17", 1.5);
        assertThat(machine.words())
                .isEqualTo(
                        "2026-01-01, Linux amd64, 2 processors, heap of 512 MiB, JVM 17, load 1.5, so others used it too");
        assertThat(new Machine("2026-01-01", "Linux amd64", 2, 512, "JVM 17", 0.1).words())
                .endsWith("JVM 17, load 0.1");
    }

    @Test
    void numbers_have_three_digits_that_count() {
        assertThat(NumberText.of(0.123456)).isEqualTo("0.123");
        assertThat(NumberText.of(12.0)).isEqualTo("12");
        assertThat(NumberText.of(123456.7)).isEqualTo("123,457");
        assertThat(NumberText.of(0)).isEqualTo("0");
        assertThat(NumberText.of(new Spread(2, 1, 3))).isEqualTo("2 (1 to 3)");
        assertThat(NumberText.of(new Spread(2, 2, 2.0001))).isEqualTo("2");
    }
}
