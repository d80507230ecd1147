package dev.isthmus.ecs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How much of logs is remembered, and for how long. */
class LogReadingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LogReadings readings = new LogReadings();

    private static LaunchId launch(int number) {
        return LaunchId.of(new FrameworkId("f"), new TaskId("t" + number), "offer");
    }

    private boolean read(int number, Instant at) {
        return readings.toBegin(launch(number), at)
                .map(reading -> {
                    reading.begin(at);
                    reading.end("lines " + number);
                    return true;
                })
                .orElse(false);
    }

    @Test
    void an_end_takes_along_what_was_read_of_its_task() {
        read(1, NOW);
        assertThat(readings.end(launch(1))).isEqualTo("lines 1");
        assertThat(readings.end(launch(1))).isEmpty();
        assertThat(readings.end(launch(2))).isEmpty();
    }

    @Test
    void required_LG04_of_no_more_than_a_thousand_tasks() {
        for (int i = 0; i < LogReadings.MOST; i++) {
            assertThat(read(i, NOW)).isTrue();
        }
        assertThat(read(LogReadings.MOST, NOW)).isFalse();
        assertThat(readings.end(launch(7))).isEqualTo("lines 7");
        assertThat(read(LogReadings.MOST, NOW)).as("one has ended").isTrue();
    }

    @Test
    void one_whose_end_does_not_come_gives_way_in_the_end() {
        for (int i = 0; i < LogReadings.MOST; i++) {
            read(i, NOW);
        }
        Instant late = NOW.plus(LogReadings.GIVES_WAY);
        assertThat(read(LogReadings.MOST, late.minusMillis(1))).isFalse();
        assertThat(read(LogReadings.MOST, late)).isTrue();
        assertThat(readings.end(launch(0))).isEmpty();
        assertThat(readings.end(launch(1))).isEqualTo("lines 1");
    }
}
