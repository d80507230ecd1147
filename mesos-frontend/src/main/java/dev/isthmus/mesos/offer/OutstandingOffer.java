package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/**
 * An offer that has been made and neither used, declined nor rescinded.
 *
 * @param id its id
 * @param framework to whom
 * @param agent whose resources
 * @param role to which of its roles
 * @param portions what is offered, by reservation
 */
public record OutstandingOffer(
        String id, FrameworkId framework, AgentId agent, String role, ResourcesByReservation portions) {

    /** All that is offered, in the dialect of Mesos. */
    public Resources resources() {
        return portions.total();
    }
}
