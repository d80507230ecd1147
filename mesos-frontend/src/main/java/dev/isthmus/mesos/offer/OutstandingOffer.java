package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Resources;

/**
 * An offer that has been made and not yet been answered.
 *
 * @param id never used again
 * @param agent whose resources are offered
 * @param role the role they are offered to
 * @param resources in the dialect of Mesos
 */
public record OutstandingOffer(String id, AgentId agent, String role, Resources resources) {}
