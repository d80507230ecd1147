package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.ThrottleBucket;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver may use of the request quotas of its account.
 *
 * @param percent its share of each, from 1 to 100
 * @param raised those that AWS has raised, by bucket
 */
public record RequestBudget(long percent, Map<ThrottleBucket, RaisedQuota> raised) {

    /** Enough for 40 starts a second that take a fifth of a second each, and two looks beside them. */
    private static final int USUAL_PLACES = 10;

    /** Each is a thread and a connection. */
    private static final int MOST_PLACES = 64;

    /** How many seconds ECS may take to answer, for what is raised to be used. */
    private static final double LATENCY = 0.25;

    /** Checks the share, and copies. */
    public RequestBudget {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("A share of " + percent + " %: want from 1 to 100");
        }
        Map<ThrottleBucket, RaisedQuota> copy = new EnumMap<>(ThrottleBucket.class);
        copy.putAll(raised);
        raised = Collections.unmodifiableMap(copy);
    }

    /** A share of what AWS grants every account. */
    public static RequestBudget of(long percent) {
        return new RequestBudget(percent, Map.of());
    }

    /** The share of a bucket, full. */
    TokenBucket bucket(ThrottleBucket bucket, Instant now) {
        return Optional.ofNullable(raised.get(bucket))
                .map(quota -> TokenBucket.of(bucket, quota, (double) percent, now))
                .orElseGet(() -> TokenBucket.of(bucket, (double) percent, now));
    }

    /** The calls a second of a bucket that there always are: the share of what AWS grants every account. */
    public double perSecond(ThrottleBucket bucket) {
        return bucket.perSecond() * percent / 100.0;
    }

    /**
     * How many calls are made at once, from 10 to 64: where quotas are raised, so many that each of them can be used while ECS takes a quarter of a second to answer.
     */
    public int places() {
        // A bucket within another is used no faster than that.
        double busy = raised.keySet().stream()
                .map(ThrottleBucket::within)
                .distinct()
                .mapToDouble(bucket -> Math.ceil(mostPerSecond(bucket) * LATENCY))
                .sum();
        double wanted = raised.isEmpty() ? USUAL_PLACES : busy + EcsCallQueue.LEFT_TO_OTHERS;
        return (int) Math.max(USUAL_PLACES, Math.min(MOST_PLACES, wanted));
    }

    /** The calls a second of a bucket while AWS throttles nothing. */
    public double mostPerSecond(ThrottleBucket bucket) {
        RaisedQuota quota = raised.get(bucket);
        return quota == null ? perSecond(bucket) : quota.perSecond() * percent / 100.0;
    }
}
