package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/**
 * What an allocation run gives to a framework of one agent, to be offered to it. It counts as held by the framework from then on, until it is released.
 *
 * @param framework to whom
 * @param role to which of its roles
 * @param agent whose resources
 * @param portions what, by reservation; not empty
 */
public record AllocationGrant(FrameworkId framework, String role, Agent agent, ResourcesByReservation portions) {}
