package dev.isthmus.ecs.call;

import java.util.List;

/**
 * The result of a describe call: what was found, and what was not.
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
