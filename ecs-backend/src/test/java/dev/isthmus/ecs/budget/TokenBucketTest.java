package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One budget, whatever the clock does. */
class TokenBucketTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void clockThatIsSetBackDoesNotStopTheRefill() {
        TokenBucket bucket = new TokenBucket(1, 1, START);
        bucket.take(START);
        Instant earlier = START.minus(Duration.ofHours(1));
        assertThat(bucket.wait(earlier)).isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.wait(earlier.plusSeconds(1))).isZero();
    }
}
