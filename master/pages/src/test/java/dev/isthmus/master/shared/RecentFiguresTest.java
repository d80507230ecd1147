package dev.isthmus.master.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the master is looked at for those who read its figures one by one. */
class RecentFiguresTest {

    private final ManualClock clock = new ManualClock();
    private final ManualClock steady = new ManualClock();
    private int looks;

    private RecentFigures<Integer> figures() {
        return new RecentFigures<>(
                seen -> {
                    looks++;
                    seen.accept(() -> looks);
                },
                (look, now) ->
                        List.of(MetricFamily.of("isthmus_looks", MetricFamily.Kind.GAUGE, "Looks.", (double) look)),
                clock,
                steady);
    }

    @Test
    void one_look_is_for_all_that_is_read_within_a_second_whatever_the_clock_is_set_to() {
        RecentFigures<Integer> figures = figures();
        List<MetricFamily> first = figures.families();
        assertThat(first).extracting(MetricFamily::name).containsExactly("isthmus_looks");
        clock.advance(Duration.ofHours(1));
        steady.advance(Duration.ofMillis(999));
        assertThat(figures.families()).isEqualTo(first);
        assertThat(looks).isEqualTo(1);
        steady.advance(Duration.ofMillis(1));
        assertThat(figures.families()).isNotEqualTo(first);
        assertThat(looks).isEqualTo(2);
    }
}
