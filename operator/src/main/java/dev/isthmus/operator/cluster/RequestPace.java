package dev.isthmus.operator.cluster;

import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.ecs.budget.TokenBucket;
import dev.isthmus.ecs.call.ThrottleBucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The request budget of one command: a token bucket for each of AWS's, as a driver has them. A command waits where a driver would. Not thread-safe. */
final class RequestPace {

    /** How a command waits. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Map<ThrottleBucket, TokenBucket> buckets = new EnumMap<>(ThrottleBucket.class);
    private final InstantSource steady;
    private final Pause pause;

    /**
     * Full buckets.
     *
     * @param percent of those of the account, above 0 and up to 100
     * @param steady time that only goes forward
     */
    RequestPace(double percent, InstantSource steady, Pause pause) {
        this.steady = steady;
        this.pause = pause;
        Instant now = steady.instant();
        for (ThrottleBucket bucket : ThrottleBucket.values()) {
            buckets.put(bucket, TokenBucket.of(bucket, percent, now));
        }
    }

    /** For a command that runs. */
    static RequestPace of(double percent) {
        return new RequestPace(
                percent, SteadyTime.of(InstantSource.system()), time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    /** The time that only goes forward. */
    Instant now() {
        return steady.instant();
    }

    /** Waits for a token, and spends it. */
    void await(ThrottleBucket which) throws InterruptedException {
        TokenBucket bucket = bucketOf(which);
        Duration wait = bucket.wait(steady.instant());
        while (!wait.isZero()) {
            pause.of(wait);
            wait = bucket.wait(steady.instant());
        }
        bucket.take(steady.instant());
    }

    /** AWS has throttled a call. */
    void throttled(ThrottleBucket which) {
        bucketOf(which).throttled(steady.instant());
    }

    private TokenBucket bucketOf(ThrottleBucket which) {
        TokenBucket bucket = buckets.get(which);
        if (bucket == null) {
            throw new IllegalStateException("no bucket for " + which);
        }
        return bucket;
    }
}
