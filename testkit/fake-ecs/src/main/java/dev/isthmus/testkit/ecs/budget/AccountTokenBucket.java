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

    /** Takes a token; false if there is no whole one. */
    boolean take(Instant now) {
        fill(now);
        if (tokens < TOKEN) {
            return false;
        }
        tokens -= TOKEN;
        return true;
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
