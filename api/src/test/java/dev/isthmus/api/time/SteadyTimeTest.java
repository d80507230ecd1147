package dev.isthmus.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(BEGIN);
    /** Near its end, so that it overflows. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    private final SteadyTime time = new SteadyTime(clock::get, SteadyTime.count(clock::get, nanos::get));

    private void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
        clock.updateAndGet(now -> now.plus(length));
    }

    @Test
    void it_begins_with_the_clock_and_goes_on_as_time_passes() {
        assertThat(time.now()).isEqualTo(BEGIN);
        pass(Duration.ofSeconds(5));
        assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(5));
        assertThat(time.clockSet()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_moves_it_neither_forward_nor_back() {
        pass(Duration.ofSeconds(5));
        clock.set(BEGIN.plusSeconds(3605));
        assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(5));
        clock.set(BEGIN.minusSeconds(3600));
        pass(Duration.ofSeconds(5));
        assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(10));
    }

    @Test
    void how_far_the_clock_is_behind_is_said_once_for_each_time_that_it_is_set() {
        clock.set(BEGIN.plusSeconds(3600));
        assertThat(time.clockSet()).contains(Duration.ofHours(-1));
        pass(Duration.ofSeconds(5));
        assertThat(time.clockSet()).isEmpty();
        clock.set(BEGIN.plusSeconds(4));
        assertThat(time.clockSet()).contains(Duration.ofSeconds(1));
        clock.set(BEGIN.plusSeconds(5));
        assertThat(time.clockSet()).contains(Duration.ZERO);
    }

    @Test
    void a_clock_that_is_a_little_fast_was_not_set_until_it_adds_up() {
        for (int second = 0; second < 9; second++) {
            pass(Duration.ofSeconds(1));
            clock.updateAndGet(now -> now.plusNanos(100_000));
            assertThat(time.clockSet()).isEmpty();
        }
        clock.updateAndGet(now -> now.plusNanos(100_000));
        assertThat(time.clockSet()).contains(Duration.ofMillis(-1));
    }

    @Test
    void beside_a_clock_of_a_test_it_is_that_clock() {
        InstantSource moved = clock::get;
        assertThat(SteadyTime.of(moved)).isSameAs(moved);
        assertThat(SteadyTime.of(InstantSource.system())).isNotEqualTo(InstantSource.system());
    }
}
