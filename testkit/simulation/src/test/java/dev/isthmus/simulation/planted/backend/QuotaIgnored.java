package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** A slot on Fargate that is free is offered whole, whatever the quota leaves. */
public final class QuotaIgnored extends PassedBackend {

    /** Over the real one. */
    public QuotaIgnored(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(
                event instanceof InventoryEvent.AgentSeen seen
                        ? new InventoryEvent.AgentSeen(whole(seen.agent()))
                        : event);
    }

    private static Agent whole(Agent agent) {
        boolean isFree =
                agent.id().value().startsWith("fargate-") && agent.holdings().isEmpty();
        return isFree ? agent.toBuilder().free(agent.total()).build() : agent;
    }
}
