package dev.isthmus.api.identity;

/**
 * Identifies a task within its framework: the TaskID of Mesos. Any characters; a framework may reuse one after its task has ended.
 *
 * @param value not empty
 */
public record TaskId(String value) implements Comparable<TaskId> {

    /** Refuses an empty id. */
    public TaskId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a task id must not be empty");
        }
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
