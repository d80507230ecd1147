package dev.isthmus.api.identity;

/**
 * Identifies a framework across restarts of its driver: the FrameworkID of Mesos. Any characters.
 *
 * @param value not empty
 */
public record FrameworkId(String value) implements Comparable<FrameworkId> {

    /** Refuses an empty id. */
    public FrameworkId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a framework id must not be empty");
        }
    }

    @Override
    public int compareTo(FrameworkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
