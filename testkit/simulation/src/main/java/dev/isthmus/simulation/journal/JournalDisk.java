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
public record JournalDisk(Duration syncAtLeast, Duration syncAtMost, boolean full, boolean unreachable) {

    /** As a disk mostly is. */
    public static final JournalDisk FAIR = new JournalDisk(Duration.ofMillis(1), Duration.ofMillis(10), false, false);

    /** Checks. */
    public JournalDisk {
        if (syncAtLeast.isNegative() || syncAtMost.compareTo(syncAtLeast) < 0) {
            throw new IllegalArgumentException("A write is durable after " + syncAtLeast + " to " + syncAtMost
                    + ": want two times, the second not less than the first");
        }
    }

    /** This with writes that take so long. */
    public JournalDisk syncing(Duration atLeast, Duration atMost) {
        return new JournalDisk(atLeast, atMost, full, unreachable);
    }

    /** This, full or not. */
    public JournalDisk full(boolean isFull) {
        return new JournalDisk(syncAtLeast, syncAtMost, isFull, unreachable);
    }

    /** This, out of reach or not. */
    public JournalDisk unreachable(boolean isUnreachable) {
        return new JournalDisk(syncAtLeast, syncAtMost, full, isUnreachable);
    }
}
