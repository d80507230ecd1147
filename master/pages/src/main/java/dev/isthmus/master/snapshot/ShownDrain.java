package dev.isthmus.master.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How far an agent is drained, as an operator has asked for.
 *
 * @param isDone whether nothing is left on it
 * @param maxGraceNanos at most how long its tasks may take, in nanoseconds, as the operator said it
 * @param isGoneThen whether it is gone when that is done
 */
public record ShownDrain(boolean isDone, OptionalLong maxGraceNanos, boolean isGoneThen) {

    /** Checks that all is there. */
    public ShownDrain {
        requireNonNull(maxGraceNanos, "maxGraceNanos");
    }
}
