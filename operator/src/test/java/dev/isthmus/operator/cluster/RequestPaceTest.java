package dev.isthmus.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.ThrottleBucket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A command spends of the budget of the account what a driver of its share would. */
class RequestPaceTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Instant begin = now;

    private RequestPace pace(double percent) {
        return new RequestPace(percent, () -> now, time -> now = now.plus(time));
    }

    private Duration passed() {
        return Duration.between(begin, now);
    }

    private static void calls(RequestPace pace, ThrottleBucket bucket, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            pace.await(bucket);
        }
    }

    @Test
    void what_the_burst_allows_goes_at_once_and_the_rest_at_the_rate_of_its_share() throws Exception {
        RequestPace pace = pace(50);

        calls(pace, ThrottleBucket.CLUSTER_MODIFY, 45);
        assertThat(passed()).isZero();
        calls(pace, ThrottleBucket.CLUSTER_MODIFY, 200);
        assertThat(passed()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_100));
    }

    @Test
    void each_bucket_has_its_own() throws Exception {
        RequestPace pace = pace(50);

        calls(pace, ThrottleBucket.DEFINITION_MODIFY, 9);
        calls(pace, ThrottleBucket.CLUSTER_READ, 45);
        assertThat(passed()).isZero();
        calls(pace, ThrottleBucket.DEFINITION_MODIFY, 1);
        assertThat(passed()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    }

    @Test
    void whoever_is_throttled_slows_down() throws Exception {
        RequestPace pace = pace(50);

        pace.throttled(ThrottleBucket.CLUSTER_MODIFY);
        calls(pace, ThrottleBucket.CLUSTER_MODIFY, 1);

        assertThat(passed()).isGreaterThan(Duration.ofMillis(50));
    }
}
