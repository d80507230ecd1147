package dev.isthmus.api.identity;

/**
 * Identifies an agent, a place that can run tasks. On ECS, the id of a container instance; in Mesos, the SlaveID.
 *
 * @param value not empty
 */
public record AgentId(String value) implements Comparable<AgentId> {

    /** Refuses an empty id. */
    public AgentId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an agent id must not be empty");
        }
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
