package dev.isthmus.mesos.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;

/**
 * What an allocation run looks at of one agent.
 *
 * @param agent the agent
 * @param available what can be offered of it now, in the dialect of Mesos; promised offers are already taken off
 * @param gpus whether it has GPUs at all
 */
public record AgentShelf(Agent agent, Resources available, boolean gpus) {}
