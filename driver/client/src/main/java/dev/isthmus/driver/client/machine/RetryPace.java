package dev.isthmus.driver.client.machine;

import java.util.function.DoubleSupplier;

/**
 * How long a driver waits before it tries its master again: a part, by chance, of a second at first, of twice as much each time after it, and of 10 s at
 * most. By chance, so that a master that comes back is not met by all its frameworks at once.
 */
final class RetryPace {

    private static final long FIRST = 1_000;
    private static final long MOST = 10_000;

    private final DoubleSupplier chance;
    private long next = FIRST;

    /** @param chance from 0 to 1 */
    RetryPace(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** How many milliseconds to wait now. */
    long next() {
        long pause = (long) (chance.getAsDouble() * next);
        next = Math.min(MOST, 2 * next);
        return pause;
    }

    /** The master is there. */
    void reset() {
        next = FIRST;
    }
}
