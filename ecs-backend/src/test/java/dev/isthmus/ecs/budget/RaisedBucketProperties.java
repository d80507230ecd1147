package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.ThrottleBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The laws of a bucket that AWS has raised: never more than was raised, and never more than is usual while there is doubt. */
class RaisedBucketProperties {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ThrottleBucket BUCKET = ThrottleBucket.CLUSTER_MODIFY;

    @Property(tries = 200)
    void no_more_than_was_raised_is_ever_spent(
            @ForAll @IntRange(min = 100, max = 1_000) int burst,
            @ForAll @IntRange(min = 40, max = 400) int perSecond,
            @ForAll @IntRange(min = 1, max = 100) int percent,
            @ForAll @Size(max = 200) List<@IntRange(max = 2_000) Integer> pauses) {
        TokenBucket bucket = TokenBucket.of(BUCKET, new RaisedQuota(burst, perSecond), percent, START);
        Instant now = START;
        int spent = 0;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            spent += drain(bucket, now);
            double seconds = Duration.between(START, now).toNanos() / 1e9;
            assertThat(spent * 100.0 / percent)
                    .isLessThanOrEqualTo(Math.max(burst, 100.0 / percent) + seconds * perSecond + 1e-6);
        }
    }

    @Property(tries = 200)
    void while_there_is_doubt_it_is_the_usual_bucket(
            @ForAll @IntRange(min = 100, max = 1_000) int burst,
            @ForAll @IntRange(min = 40, max = 400) int perSecond,
            @ForAll @IntRange(min = 1, max = 100) int percent,
            @ForAll @IntRange(max = 60_000) int before,
            @ForAll @Size(max = 100) List<@IntRange(max = 2_990) Integer> pauses) {
        TokenBucket bucket = TokenBucket.of(BUCKET, new RaisedQuota(burst, perSecond), percent, START);
        TokenBucket usual = TokenBucket.of(BUCKET, (double) percent, START);
        Instant now = START.plusMillis(before);
        bucket.throttled(now);
        usual.throttled(now);
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            assertThat(bucket.left(now)).isEqualTo(usual.left(now));
            assertThat(bucket.wait(now)).isEqualTo(usual.wait(now));
            assertThat(drain(bucket, now)).isEqualTo(drain(usual, now));
        }
    }

    @Property(tries = 100)
    void after_the_doubt_all_that_was_raised_is_there_again(
            @ForAll @IntRange(min = 100, max = 1_000) int burst,
            @ForAll @IntRange(min = 40, max = 400) int perSecond,
            @ForAll @IntRange(max = 3_600_000) int setBack) {
        TokenBucket bucket = TokenBucket.of(BUCKET, new RaisedQuota(burst, perSecond), 100, START);
        bucket.throttled(START);
        // A clock that is set back prolongs no doubt.
        Instant now = START.minusMillis(setBack);
        bucket.wait(now);
        Instant over = now.plus(TokenBucket.DOUBT);
        assertThat(bucket.left(over.minusNanos(1))).isEqualTo(90);
        assertThat(bucket.left(over.plusSeconds(60))).isEqualTo(burst * 0.9);
        bucket.wait(over.plusSeconds(60));
        assertThat(drain(bucket, over.plusSeconds(60))).isEqualTo((int) (burst * 0.9));
        assertThat(bucket.wait(over.plusSeconds(60)))
                .isLessThanOrEqualTo(Duration.ofNanos(1_000_000_000 / perSecond + 2));
    }

    @Property(tries = 100)
    void doubt_that_is_over_does_not_come_back_with_a_clock_that_is_set_back(
            @ForAll @IntRange(min = 100, max = 1_000) int burst,
            @ForAll @IntRange(min = 40, max = 400) int perSecond,
            @ForAll @IntRange(max = 3_600_000) int after,
            @ForAll @IntRange(min = 1, max = 7_200_000) int setBack) {
        TokenBucket bucket = TokenBucket.of(BUCKET, new RaisedQuota(burst, perSecond), 100, START);
        bucket.throttled(START);
        Instant over = START.plus(TokenBucket.DOUBT).plusMillis(after);
        bucket.wait(over);
        Instant now = over.minusMillis(setBack);
        bucket.wait(now);
        assertThat(bucket.left(now.plusSeconds(60))).isEqualTo(burst * 0.9);
    }

    /** Spends what is there. */
    private static int drain(TokenBucket bucket, Instant now) {
        int spent = 0;
        while (bucket.wait(now).isZero()) {
            bucket.take(now);
            spent++;
        }
        return spent;
    }
}
