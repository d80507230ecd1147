package dev.isthmus.master.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the master is looked at for those who read its figures one by one. */
class RecentFiguresTest {

    private final ManualClock clock = new ManualClock();
    private final ManualClock steady = new ManualClock();
    private int looks;

    private RecentFigures figures() {
        return new RecentFigures(
                seen -> {
                    looks++;
                    MetricFamily measured = MetricFamily.of("isthmus_looks", MetricFamily.Kind.GAUGE, "Looks.", looks);
                    seen.accept(() -> new MasterInspection(
                            new MasterSnapshot(
                                    MasterInfo.getDefaultInstance(), "c", 0, List.of(), 0, List.of(), List.of()),
                            List.of(measured),
                            () -> {
                                throw new AssertionError("nobody asks for roles");
                            },
                            MaintenanceView.NONE));
                },
                clock,
                steady);
    }

    @Test
    void one_look_is_for_all_that_is_read_within_a_second_whatever_the_clock_is_set_to() {
        RecentFigures figures = figures();
        List<MetricFamily> first = figures.families();
        assertThat(first).extracting(MetricFamily::name).contains("isthmus_master_elected", "isthmus_looks");
        clock.advance(Duration.ofHours(1));
        steady.advance(Duration.ofMillis(999));
        assertThat(figures.families()).isEqualTo(first);
        assertThat(looks).isEqualTo(1);
        steady.advance(Duration.ofMillis(1));
        assertThat(figures.families()).isNotEqualTo(first);
        assertThat(looks).isEqualTo(2);
    }
}
