package dev.isthmus.simulation.journal;

import java.time.Duration;

/**
 * How the store of all journals is.
 *
 * @param syncAtLeast how long a write takes until it is durable
 * @param syncAtMost not less
 * @param full whether writes fail
 * @param unreachable whether nobody can learn who has a journal, and none can be opened
 */
public record Disk(Duration syncAtLeast, Duration syncAtMost, boolean full, boolean unreachable) {

    /** As a disk mostly is. */
    public static final Disk FAIR = new Disk(Duration.ofMillis(1), Duration.ofMillis(10), false, false);

    /** Checks. */
    public Disk {
        if (syncAtLeast.isNegative() || syncAtMost.compareTo(syncAtLeast) < 0) {
            throw new IllegalArgumentException("A write is durable after " + syncAtLeast + " to " + syncAtMost
                    + ": want two times, the second not less than the first");
        }
    }

    /** This with writes that take so long. */
    public Disk syncing(Duration atLeast, Duration atMost) {
        return new Disk(atLeast, atMost, full, unreachable);
    }

    /** This, full or not. */
    public Disk full(boolean isFull) {
        return new Disk(syncAtLeast, syncAtMost, isFull, unreachable);
    }

    /** This, out of reach or not. */
    public Disk unreachable(boolean isUnreachable) {
        return new Disk(syncAtLeast, syncAtMost, full, isUnreachable);
    }
}
