package dev.isthmus.testkit.ecs.budget;

/**
 * The size of a token bucket.
 *
 * @param capacity how many calls a full bucket lets through at once, at least 1
 * @param perSecond how many tokens are filled in a second, more than 0
 */
public record Rate(double capacity, double perSecond) {
    /** Checks. */
    public Rate {
        if (!(capacity >= 1) || !Double.isFinite(capacity)) {
            throw new IllegalArgumentException("A bucket's capacity is a number from 1, not " + capacity
                    + ": a smaller bucket would never let a call through");
        }
        if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
            throw new IllegalArgumentException("A bucket is filled with more than 0 tokens a second, not " + perSecond);
        }
    }

    /** This part of it, but never less than one call at once. */
    Rate times(double share) {
        return new Rate(Math.max(1, capacity * share), perSecond * share);
    }
}
