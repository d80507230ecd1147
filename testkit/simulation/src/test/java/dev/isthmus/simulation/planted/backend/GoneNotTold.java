package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** That an agent is gone is not told to the frontend. */
public final class GoneNotTold extends PassedBackend {

    /** Over the real one. */
    public GoneNotTold(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        if (!(event instanceof InventoryEvent.AgentGone)) {
            listener.inventoryChanged(event);
        }
    }
}
