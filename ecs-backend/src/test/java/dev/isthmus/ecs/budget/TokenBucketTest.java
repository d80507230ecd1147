package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One budget, whatever the clock does. */
class TokenBucketTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void clock_that_is_set_back_does_not_stop_the_refill() {
        TokenBucket bucket = new TokenBucket(1, 1, START);
        bucket.take(START);
        Instant earlier = START.minus(Duration.ofHours(1));
        assertThat(bucket.wait(earlier)).isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.wait(earlier.plusSeconds(1))).isZero();
    }

    @Test
    void what_is_left_is_seen_without_changing_it() {
        TokenBucket bucket = new TokenBucket(100, 40, START);
        assertThat(bucket.left(START)).isEqualTo(90);
        for (int i = 0; i < 50; i++) {
            bucket.take(START);
        }
        assertThat(bucket.left(START.plusMillis(500))).isEqualTo(60);
        assertThat(bucket.left(START)).isEqualTo(40);
        assertThat(bucket.left(START.minusSeconds(9))).isEqualTo(40);
        bucket.throttled(START);
        assertThat(bucket.left(START)).isZero();
        assertThat(bucket.pace(START)).isEqualTo(0.7);
    }

    @Test
    void the_pace_recovers_while_nobody_calls() {
        TokenBucket bucket = new TokenBucket(100, 40, START);
        bucket.throttled(START);
        assertThat(bucket.pace(START.plusSeconds(2))).isCloseTo(0.9, within(1e-9));
        assertThat(bucket.pace(START.plusSeconds(60))).isEqualTo(1);
        assertThat(bucket.pace(START)).isEqualTo(0.7);
        assertThat(bucket.pace(START.minusSeconds(9))).isEqualTo(0.7);
    }

    @Test
    void calls_that_are_up_to_a_tenth_of_a_second_late_are_not_throttled_by_a_bucket_of_the_same_size() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            TokenBucket ours = new TokenBucket(100, 40, START);
            List<Instant> arrivals = new ArrayList<>();
            Instant now = START;
            for (int call = 0; call < 1_000; call++) {
                now = now.plus(ours.wait(now));
                ours.take(now);
                arrivals.add(now.plusMillis(random.nextInt(100)));
            }
            arrivals.sort(Comparator.naturalOrder());
            double theirs = 100;
            Instant before = START;
            for (Instant arrival : arrivals) {
                theirs =
                        Math.min(100, theirs + Duration.between(before, arrival).toNanos() * 40 / 1e9) - 1;
                before = arrival;
                assertThat(theirs).as("tokens left at AWS, seed %d", seed).isNotNegative();
            }
        }
    }

    @Test
    void throttles_of_one_moment_slow_it_once() {
        TokenBucket bucket = new TokenBucket(100, 10, START);
        for (int call = 0; call < 20; call++) {
            bucket.throttled(START.plusMillis(call));
        }
        assertThat(tokensIn(bucket, START.plusMillis(20), 1)).isBetween(7, 8);
    }

    @Test
    void throttles_that_go_on_slow_it_down_to_a_tenth() {
        TokenBucket bucket = new TokenBucket(100, 10, START);
        for (int second = 0; second < 20; second++) {
            bucket.throttled(START.plusSeconds(second));
        }
        assertThat(tokensIn(bucket, START.plusSeconds(19), 1)).isBetween(1, 3);
        assertThat(tokensIn(bucket, START.plusSeconds(40), 1)).as("recovered").isGreaterThanOrEqualTo(10);
    }

    private static int tokensIn(TokenBucket bucket, Instant from, int seconds) {
        int taken = 0;
        for (Instant now = from; !now.isAfter(from.plusSeconds(seconds)); now = now.plusMillis(1)) {
            if (bucket.wait(now).isZero()) {
                bucket.take(now);
                taken++;
            }
        }
        return taken;
    }
}
