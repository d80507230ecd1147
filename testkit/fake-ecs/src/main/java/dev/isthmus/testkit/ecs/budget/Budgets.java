package dev.isthmus.testkit.ecs.budget;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The API rate limits of a fake account, by bucket; a bucket without a rate has no limit. A call that finds its bucket empty
 * gets {@code ThrottlingException}, HTTP 400, {@code Rate exceeded}.
 *
 * @param rates the limited buckets
 */
public record Budgets(Map<Bucket, Rate> rates) {
    /** Copies. */
    public Budgets {
        Map<Bucket, Rate> kept = new EnumMap<>(Bucket.class);
        rates.forEach((bucket, rate) -> kept.put(bucket, Objects.requireNonNull(rate)));
        rates = Collections.unmodifiableMap(kept);
    }

    /** No call is throttled. */
    public static Budgets unlimited() {
        return new Budgets(Map.of());
    }

    /** The budgets of an account in AWS, all of them left to the clients of this fake. */
    public static Budgets ofAws() {
        return new Budgets(Bucket.all(Bucket::awsRate));
    }

    /**
     * These, as far as the rest of the account leaves them: this part of each capacity and refill, though always one call at
     * once.
     *
     * @param share more than 0, at most 1
     */
    public Budgets share(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A share of the budgets is more than 0 and at most 1, not " + share);
        }
        Map<Bucket, Rate> shared = new EnumMap<>(Bucket.class);
        rates.forEach((bucket, rate) -> shared.put(bucket, rate.times(share)));
        return new Budgets(shared);
    }

    /** These, with another rate for one bucket. */
    public Budgets with(Bucket bucket, Rate rate) {
        Map<Bucket, Rate> changed = new EnumMap<>(Bucket.class);
        changed.putAll(rates);
        changed.put(bucket, rate);
        return new Budgets(changed);
    }
}
