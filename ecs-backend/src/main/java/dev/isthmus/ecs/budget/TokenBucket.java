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
 * <p>A bucket that AWS has raised has its raised size and rate while nothing is throttled. If something is, the account may have less than was said, so for
 * {@link #DOUBT} it is the bucket that AWS grants everybody.
 *
 * <p>Not thread-safe; time is told to it.
 */
public final class TokenBucket {

    /** How long a raised quota is not relied upon after AWS has throttled a call. */
    public static final Duration DOUBT = Duration.ofMinutes(5);

    private static final double SPENT_OF_BURST = 0.9;
    private static final double SLOWER = 0.7;
    private static final double SLOWEST = 0.1;
    private static final Duration ONE_EVENT = Duration.ofSeconds(1);
    private static final double RECOVERY_PER_SECOND = 0.1;

    private final Size usual;
    private final Size raised;
    private double tokens;
    private double pace = 1;
    private Instant at;
    private @Nullable Instant slowedAt;
    /** Until then it has its usual size. */
    private Instant usualUntil = Instant.MIN;

    /**
     * How large it is.
     *
     * @param capacity the most tokens in it, at least 1
     * @param perSecond the tokens that it is filled with at its full pace
     */
    private record Size(double capacity, double perSecond) {

        static Size of(double burst, double perSecond) {
            return new Size(Math.max(1, burst * SPENT_OF_BURST), perSecond);
        }
    }

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

    /**
     * The share of a bucket that AWS has raised, full.
     *
     * @param percent from 1 to 100
     */
    static TokenBucket of(ThrottleBucket bucket, RaisedQuota quota, double percent, Instant now) {
        double share = percent / 100;
        return new TokenBucket(
                Size.of(bucket.burst() * share, bucket.perSecond() * share),
                Size.of(quota.burst() * share, quota.perSecond() * share),
                now);
    }

    TokenBucket(double capacity, double perSecond, Instant now) {
        this(Size.of(capacity, perSecond), Size.of(capacity, perSecond), now);
    }

    private TokenBucket(Size usual, Size raised, Instant now) {
        this.usual = usual;
        this.raised = raised;
        this.tokens = raised.capacity;
        this.at = now;
    }

    /** How long until a token is there; zero if one is. */
    public Duration wait(Instant now) {
        refill(now);
        if (tokens >= 1) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / (sizeAt(now).perSecond * pace) * 1e9));
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
        usualUntil = now.plus(DOUBT);
        boolean told = slowedAt != null && !now.isBefore(slowedAt) && now.isBefore(slowedAt.plus(ONE_EVENT));
        if (!told) {
            slowedAt = now;
            pace = Math.max(SLOWEST, pace * SLOWER);
        }
    }

    /** How many tokens there are. */
    double left(Instant now) {
        double since = since(now);
        double whileUsual = Math.min(since, Math.max(0, seconds(at, usualUntil)));
        double left = whileUsual > 0 ? filled(usual, tokens, whileUsual) : tokens;
        return since > whileUsual ? filled(raised, left, since - whileUsual) : Math.min(sizeAt(now).capacity, left);
    }

    private double filled(Size size, double before, double seconds) {
        return Math.min(size.capacity, before + seconds * size.perSecond * pace);
    }

    /** Which part of its rate it is filled at. */
    double pace(Instant now) {
        return Math.min(1, pace + since(now) * RECOVERY_PER_SECOND);
    }

    private Size sizeAt(Instant now) {
        return now.isBefore(usualUntil) ? usual : raised;
    }

    /** The seconds since it was last filled; none if the clock was set back. */
    private double since(Instant now) {
        return Math.max(0, seconds(at, now));
    }

    /** A moment that never was is no time away. */
    private static double seconds(Instant from, Instant to) {
        return to.equals(Instant.MIN) ? 0 : Duration.between(from, to).toNanos() / 1e9;
    }

    private void refill(Instant now) {
        tokens = left(now);
        pace = pace(now);
        if (now.isBefore(at) && usualUntil.isAfter(at)) {
            usualUntil = usualUntil.minus(Duration.between(now, at));
        }
        // Also where the clock was set back: from there it counts on, or nothing would be filled until the clock is
        // where it was.
        at = now;
        if (!usualUntil.isAfter(at)) {
            // Over for good: a clock that is set back does not bring the doubt again.
            usualUntil = Instant.MIN;
        }
    }
}
