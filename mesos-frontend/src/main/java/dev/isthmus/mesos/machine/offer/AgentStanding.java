package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.allocator.OfferRule;

/**
 * Whether an agent is offered to a framework in one of its roles, and by which rule it is not.
 *
 * @param role the role
 * @param agent the agent
 * @param rule the rule
 */
public record AgentStanding(String role, Agent agent, OfferRule rule) {}
