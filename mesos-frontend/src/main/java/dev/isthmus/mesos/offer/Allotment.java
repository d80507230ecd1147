package dev.isthmus.mesos.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.resource.Portions;

/**
 * What an allocation run decided to offer.
 *
 * @param agent whose resources
 * @param role to which role
 * @param portions what, by reservation
 */
public record Allotment(Agent agent, String role, Portions portions) {}
