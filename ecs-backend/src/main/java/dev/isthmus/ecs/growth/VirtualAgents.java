package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.fargate.FargateSlot;

/** Agents that are no container instances: slots on Fargate, and those that stand for what a capacity provider may add. */
public final class VirtualAgents {

    private VirtualAgents() {}

    /** Whether an agent is a slot, of which ECS knows nothing and which is never lost. */
    public static boolean isSlot(AgentId agent) {
        return FargateSlot.isSlot(agent) || GrowthSlot.isSlot(agent);
    }
}
