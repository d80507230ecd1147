package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a listener was told of agents last. Not thread-safe: used within steps only. */
final class ToldAgents {

    private final ContainerInstanceCache.Listener listener;
    private final Map<AgentId, Agent> told = new LinkedHashMap<>();

    /** Nothing was told. */
    ToldAgents(ContainerInstanceCache.Listener listener) {
        this.listener = listener;
    }

    /** What was told of an agent; empty if nothing was. */
    Optional<Agent> of(AgentId agent) {
        return Optional.ofNullable(told.get(agent));
    }

    /** All of which something was told, the first one first. */
    Set<AgentId> ids() {
        return Collections.unmodifiableSet(told.keySet());
    }

    /** Tells what has changed of these. What becomes less is told first, so that it is never too much in between. */
    void changes(Collection<Agent> agents) {
        List<Agent> more = new ArrayList<>();
        boolean isChanged = false;
        for (Agent agent : agents) {
            Agent before = told.put(agent.id(), agent);
            if (agent.equals(before)) {
                continue;
            }
            isChanged = true;
            if (before != null && before.free().contains(agent.free())) {
                listener.changed(new InventoryEvent.AgentSeen(agent));
            } else {
                more.add(agent);
            }
        }
        more.forEach(agent -> listener.changed(new InventoryEvent.AgentSeen(agent)));
        if (isChanged) {
            listener.taken();
        }
    }

    /** The events that report every agent again, for a listener that comes later. */
    List<InventoryEvent> everything() {
        List<InventoryEvent> events = new ArrayList<>();
        told.values().forEach(agent -> events.add(new InventoryEvent.AgentSeen(agent)));
        return events;
    }
}
