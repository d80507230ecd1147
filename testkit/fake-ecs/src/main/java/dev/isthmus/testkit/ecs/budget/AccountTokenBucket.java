package dev.isthmus.testkit.ecs.budget;

import java.time.Duration;
import java.time.Instant;

/** One token bucket, full at first. Time is given to it; a step back fills nothing. */
final class AccountTokenBucket {
    /** Tokens are counted in billionths: sums of short times are exact then. */
    private static final long TOKEN = 1_000_000_000L;

    private final Rate rate;
    private final long capacity;
    private long tokens;
    private Instant filledAt;

    AccountTokenBucket(Rate rate, Instant now) {
        this.rate = rate;
        this.capacity = Math.round(rate.capacity() * TOKEN);
        this.tokens = capacity;
        this.filledAt = now;
    }

    /** Whether there are so many whole tokens, or as many as it holds. */
    boolean has(int count, Instant now) {
        fill(now);
        return tokens >= units(count);
    }

    /** Takes tokens that are there. */
    void take(int count) {
        tokens -= units(count);
    }

    private long units(int count) {
        return Math.min(capacity, count * TOKEN);
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            // Rounding ends at the largest long; cut before the sum, it cannot run over.
            long filled = Math.min(capacity, Math.round(seconds * rate.perSecond() * TOKEN));
            tokens = Math.min(capacity, tokens + filled);
            filledAt = now;
        }
    }
}
