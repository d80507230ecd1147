package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is reserved on each agent, in use or not. Kept in memory only: ECS has no reservations, so they end with the driver. */
public final class Reservations {

    private final Map<AgentId, ResourcesByReservation> byAgent = new LinkedHashMap<>();
    private final BiConsumer<AgentId, ResourcesByReservation> changed;

    /**
     * No reservations.
     *
     * @param changed is told of each agent on which something is reserved or unreserved, and what is then reserved
     */
    public Reservations(BiConsumer<AgentId, ResourcesByReservation> changed) {
        this.changed = changed;
    }

    /** All that is reserved of an agent. */
    public ResourcesByReservation of(AgentId agent) {
        return byAgent.getOrDefault(agent, ResourcesByReservation.none());
    }

    /** Adds to what is reserved on an agent. */
    public void add(AgentId agent, ResourcesByReservation reserved) {
        byAgent.merge(agent, reserved, ResourcesByReservation::plus);
        changed.accept(agent, of(agent));
    }

    /** Removes from what is reserved on an agent. */
    public void remove(AgentId agent, ResourcesByReservation reserved) {
        ResourcesByReservation rest = of(agent).minus(reserved);
        if (rest.isEmpty()) {
            byAgent.remove(agent);
        } else {
            byAgent.put(agent, rest);
        }
        changed.accept(agent, of(agent));
    }

    /** Removes all reservations on an agent that is gone. */
    public void forget(AgentId agent) {
        byAgent.remove(agent);
    }
}
