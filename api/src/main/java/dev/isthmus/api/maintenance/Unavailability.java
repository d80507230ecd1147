package dev.isthmus.api.maintenance;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * When something is expected not to be there (include/mesos/mesos.proto, {@code Unavailability}). Nothing begins or ends by itself then: it is what frameworks are told.
 *
 * @param startNanos when it begins, in nanoseconds since 1970; any number
 * @param durationNanos how long it lasts, in nanoseconds, not negative; empty: for ever
 */
public record Unavailability(long startNanos, OptionalLong durationNanos) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Unavailability {
        requireNonNull(durationNanos, "durationNanos");
        if (durationNanos.orElse(0) < 0) {
            throw new IllegalArgumentException("Unavailability 'duration' is negative");
        }
    }
}
