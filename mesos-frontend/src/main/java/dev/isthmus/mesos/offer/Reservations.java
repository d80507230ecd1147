package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is reserved on each agent, in use or not. ECS has no reservations: those of a driver end with it, and those of a master are in its journal, which hears of them by
 * {@link dev.isthmus.mesos.machine.step.ClusterChange.Reserved}.
 */
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

    /** The agents of which something is reserved. */
    public List<AgentId> agents() {
        return List.copyOf(byAgent.keySet());
    }

    /**
     * By which reservations a task holds what it takes, if that is not known as the task is found again: first what is reserved for its role and nobody uses.
     *
     * @param inUse what other tasks hold of the agent
     */
    public ResourcesByReservation portions(AgentId agent, String role, Resources demand, ResourcesByReservation inUse) {
        ResourcesByReservation portions = ResourcesByReservation.none();
        Resources rest = demand;
        for (Map.Entry<Reservation, Resources> idle :
                of(agent).minus(inUse).reserved().entrySet()) {
            if (idle.getKey().isFor(role)) {
                Resources taken = rest.minus(rest.minus(idle.getValue()));
                portions = portions.plus(ResourcesByReservation.of(idle.getKey(), taken));
                rest = rest.minus(taken);
            }
        }
        return portions.plus(ResourcesByReservation.of(rest));
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
}
