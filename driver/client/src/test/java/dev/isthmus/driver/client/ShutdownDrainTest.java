package dev.isthmus.driver.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.logging.HeardLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownDrainTest {

    private static final String WARNING = "some drivers of ShutdownDrainTest are left";

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void every_driver_is_waited_for_within_one_limit() {
        drain(Duration.ofMinutes(1)).drain(List.of(true, false, true));

        assertThat(waits).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void when_no_time_is_left_the_rest_are_asked_without_waiting() {
        drain(Duration.ZERO).drain(List.of(false, true));

        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void each_driver_that_is_not_done_is_warned_of() {
        try (HeardLog log = HeardLog.open()) {
            drain(Duration.ZERO).drain(List.of(true, false, true, false));

            assertThat(log.lines()).filteredOn(WARNING::equals).hasSize(2);
        }
    }

    /** Of drivers that are done or not. */
    private ShutdownDrain<Boolean> drain(Duration limit) {
        return new ShutdownDrain<>("drain", limit, WARNING, (isDone, left) -> {
            waits.add(left);
            return isDone;
        });
    }
}
