package dev.isthmus.testkit.ecs.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model's time is to the millisecond, as the wire carries no more. */
class TimersTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Timers timers = new Timers(START);
    private final List<String> done = new ArrayList<>();

    /** Else whoever asks a clock of milliseconds comes back for it again and again within its last one. */
    @Test
    void what_is_due_within_a_millisecond_is_due_at_its_end() {
        timers.at(START.plusNanos(1_500_000), () -> done.add("now " + timers.now()));
        assertThat(timers.next()).contains(START.plusMillis(2));
        timers.advanceTo(START.plusMillis(1));
        assertThat(done).isEmpty();
        timers.advanceTo(START.plusMillis(2));
        assertThat(done).containsExactly("now 2026-01-01T00:00:00.002Z");
    }

    @Test
    void a_clock_that_is_set_by_a_part_of_a_millisecond_shows_whole_ones_and_delays_nothing() {
        timers.skew(Duration.ofNanos(700_000));
        assertThat(timers.now()).isEqualTo(START);
        timers.at(timers.now().plusMillis(5), () -> done.add("done"));
        assertThat(timers.next()).contains(START.plusMillis(5));
        timers.skew(Duration.ofNanos(-700_000));
        assertThat(timers.now()).isEqualTo(START.minusMillis(1));
        timers.advanceTo(START.plusMillis(5));
        assertThat(done).containsExactly("done");
    }
}
