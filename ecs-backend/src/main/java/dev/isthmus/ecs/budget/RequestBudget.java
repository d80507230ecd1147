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

    /** The calls a second of a bucket while AWS throttles nothing. */
    public double mostPerSecond(ThrottleBucket bucket) {
        RaisedQuota quota = raised.get(bucket);
        return quota == null ? perSecond(bucket) : quota.perSecond() * percent / 100.0;
    }
}
