package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents of the cluster, as they are without tasks and as they are seen with them. Guarded by the cluster's lock. */
final class MemoryAgents {

    private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
    private final MemoryTasks tasks;

    /** Agents on which these tasks run. */
    MemoryAgents(MemoryTasks tasks) {
        this.tasks = tasks;
    }

    void put(Agent agent) {
        agents.put(agent.id(), agent);
    }

    void remove(AgentId id) {
        agents.remove(id);
    }

    /**
     * The agent without its tasks.
     *
     * @throws IllegalArgumentException if there is none
     */
    Agent known(AgentId id) {
        Agent agent = agents.get(id);
        if (agent == null) {
            throw new IllegalArgumentException("there is no agent " + id + ", only " + agents.keySet());
        }
        return agent;
    }

    /** The agent in another state that somebody wants it to be in; empty if it is disconnected, in that state already, or not known. */
    Optional<Agent> asked(AgentId id, AgentState state) {
        return Optional.ofNullable(agents.get(id))
                .filter(known -> known.state() != AgentState.DISCONNECTED && known.state() != state)
                .map(known -> known.toBuilder().state(state).build());
    }

    /** The agent with what its tasks take. */
    Optional<Agent> seen(AgentId id) {
        return Optional.ofNullable(seenOrNull(id));
    }

    @Nullable
    Agent seenOrNull(AgentId id) {
        Agent agent = agents.get(id);
        return agent == null ? null : withTasks(agent);
    }

    /** Every agent as it is seen, and that these are all. */
    List<InventoryEvent> all() {
        List<InventoryEvent> events = new ArrayList<>();
        agents.values().forEach(agent -> events.add(new InventoryEvent.AgentSeen(withTasks(agent))));
        events.add(new InventoryEvent.Complete());
        return events;
    }

    private Agent withTasks(Agent agent) {
        Resources free = agent.free();
        List<Holding> holdings = new ArrayList<>(agent.holdings());
        for (MemoryTask task : tasks.liveOn(agent.id())) {
            free = free.minus(task.accounted());
            holdings.add(task.holding());
        }
        return agent.toBuilder().free(free).holdings(holdings).build();
    }
}
