package dev.isthmus.master.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedLoggingTest {

    private final ManualClock clock = new ManualClock();
    private final List<Integer> told = new ArrayList<>();
    private final TimedLogging logging = new TimedLogging(told::add, clock::steady, clock.scheduler());

    @Test
    void a_level_ends_with_its_time() {
        logging.set(2, Duration.ofSeconds(5));
        assertThat(logging.now()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(4));
        assertThat(told).containsExactly(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(logging.now()).isZero();
        assertThat(told).containsExactly(2, 0);
    }

    @Test
    void the_last_one_counts_and_its_time() {
        logging.set(2, Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(3));
        logging.set(1, Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(4));
        assertThat(logging.now()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly(2, 1, 0);
    }

    @Test
    void it_is_ended_by_hand_and_with_the_master() {
        logging.set(3, Duration.ofHours(1));
        logging.set(0, Duration.ofHours(1));
        assertThat(told).containsExactly(3, 0);
        logging.set(1, Duration.ofHours(1));
        logging.close();
        assertThat(logging.now()).isZero();
        assertThat(told).endsWith(1, 0);
    }
}
