package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** An agent that has lost its connection is taken for gone. */
public final class DisconnectedTakenForGone extends PassedBackend {

    /** Over the real one. */
    public DisconnectedTakenForGone(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(
                event instanceof InventoryEvent.AgentSeen seen && seen.agent().state() == AgentState.DISCONNECTED
                        ? new InventoryEvent.AgentGone(seen.agent().id(), "it has lost its connection")
                        : event);
    }
}
