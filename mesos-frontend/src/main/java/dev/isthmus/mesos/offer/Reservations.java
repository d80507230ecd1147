package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is reserved of each agent, in use or not. Kept here alone: ECS does not know reservations, so they end with the driver.
 */
public final class Reservations {

    private final Map<AgentId, ResourcesByReservation> byAgent = new LinkedHashMap<>();

    /** All that is reserved of an agent. */
    public ResourcesByReservation of(AgentId agent) {
        return byAgent.getOrDefault(agent, ResourcesByReservation.none());
    }

    /** Something more is reserved. */
    public void add(AgentId agent, ResourcesByReservation reserved) {
        byAgent.merge(agent, reserved, ResourcesByReservation::plus);
    }

    /** Something is reserved no longer. */
    public void remove(AgentId agent, ResourcesByReservation reserved) {
        ResourcesByReservation rest = of(agent).minus(reserved);
        if (rest.isEmpty()) {
            byAgent.remove(agent);
        } else {
            byAgent.put(agent, rest);
        }
    }

    /** The agent is gone. */
    public void forget(AgentId agent) {
        byAgent.remove(agent);
    }
}
