package dev.isthmus.mesos.allocator;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * One agent as an allocation run sees it.
 *
 * @param agent the agent
 * @param available what can be offered of it now, by reservation; outstanding offers are deducted already
 * @param gpus whether it has GPUs at all
 * @param region the region of its cluster, if that is known
 */
public record AllocatableAgent(Agent agent, ResourcesByReservation available, boolean gpus, Optional<String> region) {

    /** An agent of a cluster whose region is not known. */
    public AllocatableAgent(Agent agent, ResourcesByReservation available, boolean gpus) {
        this(agent, available, gpus, Optional.empty());
    }

    /** The part that can be offered to a role: what is unreserved, and what is reserved for it. */
    public static ResourcesByReservation availableTo(String role, ResourcesByReservation available) {
        if (available.reserved().isEmpty()) {
            return available;
        }
        var own = new LinkedHashMap<>(available.reserved());
        own.keySet().removeIf(reservation -> !reservation.isFor(role));
        return new ResourcesByReservation(available.unreserved(), own);
    }
}
