package dev.isthmus.api.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.metric.MetricFamily.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a metric may be called. */
class MetricFamilyTest {

    @ParameterizedTest
    @CsvSource({"isthmus_x, COUNTER", "isthmus_x_total, GAUGE", "other_x, GAUGE", "isthmus_X, GAUGE", "isthmus, GAUGE"})
    void a_name_is_ours_and_says_whether_it_counts(String name, Kind kind) {
        assertThatThrownBy(() -> MetricFamily.of(name, kind, "", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "task_id", "agent_id", "offer", "State", "1"})
    void no_label_has_as_many_values_as_there_is_work(String label) {
        assertThatThrownBy(() -> MetricSample.of(label, "x", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_that_differ_in_one_label_stay_in_their_order() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("b", 2L);
        counts.put("a", 1L);
        assertThat(MetricFamily.of("isthmus_x_total", Kind.COUNTER, "Help.", "state", counts)
                        .samples())
                .containsExactly(MetricSample.of("state", "b", 2), MetricSample.of("state", "a", 1));
    }

    @Test
    void a_suffix_is_one_of_a_histogram() {
        assertThatThrownBy(() -> new MetricSample("_max", Map.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_histogram_counts_a_time_on_its_bound_below_it_and_less_than_nothing_as_nothing() {
        DurationHistogram times = new DurationHistogram(1);
        times.add(Duration.ofSeconds(1));
        times.add(Duration.ofSeconds(-5));
        times.add(Duration.ofMillis(1001));
        assertThat(times.samples(Map.of()).stream().map(MetricSample::value)).containsExactly(2.0, 3.0, 2.001, 3.0);
        assertThatThrownBy(() -> new DurationHistogram(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new DurationHistogram().samples(Map.of())).hasSize(3);
    }
}
