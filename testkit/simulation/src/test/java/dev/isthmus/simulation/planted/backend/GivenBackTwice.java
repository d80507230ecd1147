package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.HashMap;
import java.util.Map;

/** What is given back to an agent is added twice to what it has. */
public final class GivenBackTwice extends PassedBackend {

    private final Map<AgentId, Agent> last = new HashMap<>();
    private final Map<AgentId, Resources> surplus = new HashMap<>();

    /** Over the real one. */
    public GivenBackTwice(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(event.fold(
                seen -> new InventoryEvent.AgentSeen(swollen(seen.agent())),
                gone -> gone,
                complete -> complete,
                lost -> lost));
    }

    private Agent swollen(Agent agent) {
        Agent before = last.put(agent.id(), agent);
        Resources back = before == null ? none(agent) : counted(agent).minus(counted(before));
        Resources all = surplus.merge(agent.id(), back, Resources::plus);
        return new Agent(
                agent.id(),
                agent.address(),
                agent.zone(),
                agent.state(),
                agent.total().plus(all),
                agent.free().plus(all),
                agent.holdings(),
                agent.attributes());
    }

    private static Resources none(Agent agent) {
        return Resources.none(agent.free().dialect());
    }

    private static Resources counted(Agent agent) {
        return none(agent)
                .with(ResourceName.ECS_CPU, agent.free().amount(ResourceName.ECS_CPU))
                .with(ResourceName.ECS_MEMORY, agent.free().amount(ResourceName.ECS_MEMORY));
    }
}
