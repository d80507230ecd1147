package dev.isthmus.master.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoggingTermTest {

    private static final Instant NOW = Instant.EPOCH;

    @Test
    void a_level_holds_for_its_time_and_then_the_usual_one() {
        LoggingTerm term = LoggingTerm.beginning(NOW, 2, Duration.ofSeconds(5));
        assertThat(term.at(NOW).level()).isEqualTo(2);
        assertThat(term.at(NOW.plusMillis(4_999)).level()).isEqualTo(2);
        assertThat(term.at(NOW.plusSeconds(5))).isEqualTo(LoggingTerm.USUAL);
    }

    @Test
    void the_usual_level_and_no_time_at_all_are_the_end() {
        assertThat(LoggingTerm.beginning(NOW, 0, Duration.ofHours(1))).isEqualTo(LoggingTerm.USUAL);
        assertThat(LoggingTerm.beginning(NOW, 1, Duration.ZERO)).isEqualTo(LoggingTerm.USUAL);
        assertThat(LoggingTerm.beginning(NOW, 1, Duration.ofNanos(-1))).isEqualTo(LoggingTerm.USUAL);
        assertThat(LoggingTerm.USUAL.at(NOW)).isEqualTo(LoggingTerm.USUAL);
        assertThatThrownBy(() -> new LoggingTerm(-1, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_longest_time_that_can_be_said_has_an_end() {
        assertThat(LoggingTerm.beginning(NOW, 1, Duration.ofNanos(Long.MAX_VALUE))
                        .end())
                .isBefore(Instant.MAX);
    }
}
