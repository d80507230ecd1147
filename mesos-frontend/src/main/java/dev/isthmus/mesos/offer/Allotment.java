package dev.isthmus.mesos.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;

/**
 * What an allocation run decided to offer.
 *
 * @param agent whose resources
 * @param role to which role
 * @param resources in the dialect of Mesos
 */
public record Allotment(Agent agent, String role, Resources resources) {}
