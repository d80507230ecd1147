package dev.isthmus.ecs.budget;

import java.time.Duration;

/**
 * A share of the budget for reads, which one kind of read is to keep to.
 *
 * @param perSecond how many calls a second, more than zero
 */
public record ReadShare(double perSecond) {

    /** More than nothing. */
    public ReadShare {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("A share of " + perSecond + " reads a second: want more than 0");
        }
    }

    /** How many calls it takes to list, or to describe, so many resources. */
    public static int calls(int resources) {
        return Math.max(1, (resources + PagedReads.BATCH - 1) / PagedReads.BATCH);
    }

    /** The least time between reads of so many calls each. */
    public Duration between(int calls) {
        return Duration.ofNanos((long) (calls * 1e9 / perSecond));
    }
}
