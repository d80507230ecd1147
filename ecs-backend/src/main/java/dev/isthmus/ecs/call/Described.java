package dev.isthmus.ecs.call;

import java.util.List;

/**
 * What a describe call found, and what it did not.
 *
 * @param found in no particular order
 * @param failures one for each that was not found
 * @param <T> what was described
 */
public record Described<T>(List<T> found, List<FailureEntry> failures) {

    /** Copies the lists. */
    public Described {
        found = List.copyOf(found);
        failures = List.copyOf(failures);
    }
}
