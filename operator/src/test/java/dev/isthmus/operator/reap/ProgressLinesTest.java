package dev.isthmus.operator.reap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.cluster.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StringWriter err = new StringWriter();
    private final Progress progress = new ProgressLines(new PrintWriter(err), () -> now).of("tasks looked at");

    @Test
    void what_takes_long_says_how_far_it_is_every_few_seconds() {
        for (int i = 1; i <= 50; i++) {
            now = now.plus(Duration.ofMillis(100));
            progress.at(i, 50);
        }

        assertThat(err.toString().lines())
                .containsExactly("... 20 of 50 tasks looked at", "... 40 of 50 tasks looked at");
    }

    @Test
    void what_is_done_says_nothing() {
        now = now.plus(Duration.ofMinutes(1));
        progress.at(7, 7);

        assertThat(err.toString()).isEmpty();
    }
}
