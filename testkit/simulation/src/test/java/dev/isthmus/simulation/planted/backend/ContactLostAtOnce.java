package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** Now and then the cluster counts as lost for a moment, though no read has failed. */
public final class ContactLostAtOnce extends PassedBackend {

    private static final int ONE_IN = 50;

    private int events;

    /** Over the real one. */
    public ContactLostAtOnce(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(event);
        if (++events % ONE_IN == 0) {
            listener.inventoryChanged(
                    new InventoryEvent.ContactLost(new BackendFailure(Category.TRANSIENT, "planted")));
            listener.inventoryChanged(new InventoryEvent.Complete());
        }
    }
}
