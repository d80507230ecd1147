package dev.isthmus.api.identity;

/**
 * Names a task within its framework: Mesos's TaskID. Any characters, and a framework may use one again once its task has ended.
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
