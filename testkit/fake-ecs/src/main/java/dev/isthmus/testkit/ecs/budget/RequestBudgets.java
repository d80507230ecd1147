package dev.isthmus.testkit.ecs.budget;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The token buckets of one account in one region. Not thread-safe. */
public final class RequestBudgets {
    private final Map<Bucket, AccountTokenBucket> buckets = new EnumMap<>(Bucket.class);

    /** All buckets full. */
    public RequestBudgets(Budgets budgets, Instant now) {
        budgets.rates().forEach((bucket, rate) -> buckets.put(bucket, new AccountTokenBucket(rate, now)));
    }

    /** Takes a token for one call of an operation; if the bucket is used up, the error that the call is answered with. */
    public Optional<ServiceError> refusal(String operation, Instant now) {
        return refusal(operation, Map.of(), now);
    }

    /** The same for a call that takes so many tokens of other buckets besides. It takes all of them, or none. */
    public Optional<ServiceError> refusal(String operation, Map<Bucket, Integer> besides, Instant now) {
        Map<Bucket, Integer> all = new EnumMap<>(Bucket.class);
        Bucket.of(operation).ifPresent(bucket -> all.put(bucket, 1));
        all.putAll(besides);
        boolean there = all.entrySet().stream()
                .allMatch(asked -> limited(asked.getKey())
                        .map(bucket -> bucket.has(asked.getValue(), now))
                        .orElse(true));
        if (!there) {
            return Optional.of(new ServiceError("ThrottlingException", 400, "Rate exceeded", Map.of()));
        }
        all.forEach((bucket, count) -> limited(bucket).ifPresent(one -> one.take(count)));
        return Optional.empty();
    }

    private Optional<AccountTokenBucket> limited(Bucket bucket) {
        return Optional.ofNullable(buckets.get(bucket));
    }
}
