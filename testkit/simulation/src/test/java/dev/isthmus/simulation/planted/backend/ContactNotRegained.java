package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** That the cluster can be read again, after it could not, is not told to the frontend. */
public final class ContactNotRegained extends PassedBackend {

    private boolean lost;

    /** Over the real one. */
    public ContactNotRegained(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        lost |= event instanceof InventoryEvent.ContactLost;
        if (!lost || !(event instanceof InventoryEvent.Complete)) {
            listener.inventoryChanged(event);
        }
    }
}
