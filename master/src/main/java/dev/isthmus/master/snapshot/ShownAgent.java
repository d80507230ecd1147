package dev.isthmus.master.snapshot;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Resources;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An agent. Resources are in the dialect of Mesos.
 *
 * @param ip its address; empty if nobody knows it
 * @param registered when it was first seen, in seconds since 1970
 * @param total what it has, used or not
 * @param used what tasks of frameworks have of it
 * @param offered what of it is offered
 * @param reserved what of it is reserved, by role, in use or not
 */
public record ShownAgent(
        String id,
        String hostname,
        String ip,
        double registered,
        Map<String, String> attributes,
        Resources total,
        Resources used,
        Resources offered,
        SortedMap<String, Resources> reserved,
        AgentState state) {

    /** Copies the maps. */
    public ShownAgent {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
    }

    /** Whether it is connected. */
    public boolean isActive() {
        return state != AgentState.DISCONNECTED;
    }

    /** What is reserved for nobody. */
    public Resources unreserved() {
        Resources left = total;
        for (Resources part : reserved.values()) {
            left = left.minus(part);
        }
        return left;
    }
}
