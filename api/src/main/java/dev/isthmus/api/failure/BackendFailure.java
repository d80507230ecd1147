package dev.isthmus.api.failure;

/**
 * A failure of a backend, as a value. Only the category decides what happens next.
 *
 * @param category what kind of failure
 * @param message for a person: what was wrong, where, and what to do
 */
public record BackendFailure(Category category, String message) {

    /** The kinds of failure. */
    public enum Category {
        /** What was asked is wrong, and asking again will not help: an unknown cluster, a bad definition. */
        CALLER,
        /** There is not enough of something. */
        RESOURCES,
        /** Asked too often; later will do. */
        THROTTLED,
        /** The backend or the way to it is failing for now. */
        TRANSIENT,
        /** Not allowed: credentials or permissions. */
        DENIED,
        /** What was asked about is no longer there. */
        GONE
    }

    /** Whether trying again, unchanged, may help. */
    public boolean passes() {
        return category == Category.THROTTLED || category == Category.TRANSIENT || category == Category.RESOURCES;
    }
}
