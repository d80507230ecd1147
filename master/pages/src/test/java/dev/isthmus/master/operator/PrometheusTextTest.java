package dev.isthmus.master.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.metric.DurationHistogram;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.api.metric.MetricSample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text that Prometheus reads. */
class PrometheusTextTest {

    @Test
    void a_family_has_its_help_its_type_and_a_line_for_each_figure() {
        assertThat(PrometheusText.write(List.of(
                        MetricFamily.of("isthmus_a_total", Kind.COUNTER, "What \\ it\nis.", 3),
                        new MetricFamily(
                                "isthmus_b",
                                Kind.GAUGE,
                                "B.",
                                List.of(MetricSample.of("state", "x\"y", 0.25), MetricSample.of("state", "z", 1e6))))))
                .isEqualTo("""
                        # HELP isthmus_a_total What \\\\ it\\nis.
                        # TYPE isthmus_a_total counter
                        isthmus_a_total 3
                        # HELP isthmus_b B.
                        # TYPE isthmus_b gauge
                        isthmus_b{state="x\\"y"} 0.25
                        isthmus_b{state="z"} 1000000
                        """);
    }

    @Test
    void a_histogram_counts_all_below_each_bound() {
        DurationHistogram times = new DurationHistogram(0.5, 1);
        times.add(Duration.ofMillis(500));
        times.add(Duration.ofMillis(700));
        times.add(Duration.ofSeconds(3));
        assertThat(PrometheusText.write(List.of(new MetricFamily(
                        "isthmus_c_seconds", Kind.HISTOGRAM, "C.", times.samples(Map.of("operation", "o"))))))
                .isEqualTo("""
                        # HELP isthmus_c_seconds C.
                        # TYPE isthmus_c_seconds histogram
                        isthmus_c_seconds_bucket{operation="o",le="0.5"} 1
                        isthmus_c_seconds_bucket{operation="o",le="1.0"} 2
                        isthmus_c_seconds_bucket{operation="o",le="+Inf"} 3
                        isthmus_c_seconds_sum{operation="o"} 4.2
                        isthmus_c_seconds_count{operation="o"} 3
                        """);
    }
}
