package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.ThrottleBucket;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket like those of AWS, scaled to the share of this driver. A tenth of the burst is never spent: calls that are sent evenly arrive
 * unevenly, and a client whose bucket is as empty as that of AWS would be throttled. If AWS throttles nevertheless (others use the same budget), the
 * bucket is emptied and refills more slowly, by three tenths for each second with throttling; the rate recovers by a tenth a second.
 *
 * <p>Not thread-safe; time is told to it.
 */
public final class TokenBucket {

    private static final double SPENT_OF_BURST = 0.9;
    private static final double SLOWER = 0.7;
    private static final double SLOWEST = 0.1;
    private static final Duration ONE_EVENT = Duration.ofSeconds(1);
    private static final double RECOVERY_PER_SECOND = 0.1;

    private final double capacity;
    private final double perSecond;
    private double tokens;
    private double pace = 1;
    private Instant at;
    private @Nullable Instant slowedAt;

    /**
     * The share of a bucket, full.
     *
     * @param percent from 1 to 100
     */
    public static TokenBucket of(ThrottleBucket bucket, double percent, Instant now) {
        double share = percent / 100;
        return new TokenBucket(bucket.burst() * share, bucket.perSecond() * share, now);
    }

    /** One of our own making, beside those of ECS; full. */
    public static TokenBucket of(double burst, double perSecond, Instant now) {
        return new TokenBucket(burst, perSecond, now);
    }

    TokenBucket(double capacity, double perSecond, Instant now) {
        this.capacity = Math.max(1, capacity * SPENT_OF_BURST);
        this.perSecond = perSecond;
        this.tokens = this.capacity;
        this.at = now;
    }

    /** How long until a token is there; zero if one is. */
    public Duration wait(Instant now) {
        refill(now);
        if (tokens >= 1) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / (perSecond * pace) * 1e9));
    }

    /** Spends a token; to be called when {@link #wait} says that one is there. */
    public void take(Instant now) {
        refill(now);
        tokens -= 1;
    }

    /** To be called when AWS has throttled a call. Several concurrent calls that are throttled count once. */
    public void throttled(Instant now) {
        refill(now);
        tokens = Math.min(tokens, 0);
        boolean told = slowedAt != null && !now.isBefore(slowedAt) && now.isBefore(slowedAt.plus(ONE_EVENT));
        if (!told) {
            slowedAt = now;
            pace = Math.max(SLOWEST, pace * SLOWER);
        }
    }

    /** How many tokens there are. */
    double left(Instant now) {
        return Math.min(capacity, tokens + since(now) * perSecond * pace);
    }

    /** Which part of its rate it is filled at. */
    double pace(Instant now) {
        return Math.min(1, pace + since(now) * RECOVERY_PER_SECOND);
    }

    /** The seconds since it was last filled; none if the clock was set back. */
    private double since(Instant now) {
        return Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    }

    private void refill(Instant now) {
        tokens = left(now);
        pace = pace(now);
        // Also where the clock was set back: from there it counts on, or nothing would be filled until the clock is
        // where it was.
        at = now;
    }
}
