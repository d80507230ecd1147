package dev.isthmus.testkit.ecs.fault;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write them. */
public final class Durations {
    private Durations() {}

    /** As in {@code 1.5 s} or {@code -20 s}. */
    public static String text(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + " s";
    }

    static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A fault lasts longer than " + text(duration));
        }
    }
}
