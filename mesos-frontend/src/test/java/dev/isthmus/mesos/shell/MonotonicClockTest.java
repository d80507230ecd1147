package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> source = new AtomicReference<>(BEGIN);
    /** Near its end, so that it overflows. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    private final MonotonicClock clock = new MonotonicClock(source::get, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        source.updateAndGet(now -> now.plus(time));
    }

    @Test
    void it_follows_its_source_forward_whatever_the_counter_says() {
        assertThat(clock.instant()).isEqualTo(BEGIN);
        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(5));
        source.set(BEGIN.plusSeconds(3600));
        assertThat(clock.instant()).as("set forward").isEqualTo(BEGIN.plusSeconds(3600));
    }

    @Test
    void it_counts_on_when_its_source_is_set_back() {
        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(5));
        source.set(BEGIN.minusSeconds(3600));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(5));
        pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(15));
        source.set(BEGIN.minusSeconds(7200));
        pass(Duration.ofMillis(1));
        assertThat(clock.instant()).as("set back once more").isEqualTo(BEGIN.plusMillis(15_001));
    }

    @Test
    void it_follows_again_once_its_source_has_caught_up() {
        clock.instant();
        source.set(BEGIN.minusSeconds(10));
        pass(Duration.ofSeconds(4));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(4));
        source.set(BEGIN.plusSeconds(6));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(6));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(7));
    }
}
