package dev.isthmus.mesos.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/**
 * What an allocation run decided to offer of one agent.
 *
 * @param agent whose resources
 * @param role to which role
 * @param portions what, by reservation
 */
public record AgentAllocation(Agent agent, String role, ResourcesByReservation portions) {}
