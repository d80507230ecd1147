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
        return Bucket.of(operation)
                .map(buckets::get)
                .filter(bucket -> !bucket.take(now))
                .map(bucket -> new ServiceError("ThrottlingException", 400, "Rate exceeded", Map.of()));
    }
}
