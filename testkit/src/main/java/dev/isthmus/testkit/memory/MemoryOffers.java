package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.OfferSource;

/** The inventory of a {@link MemoryBackend}. */
final class MemoryOffers implements OfferSource {

    private final MemoryState state;

    MemoryOffers(MemoryState state) {
        this.state = state;
    }

    @Override
    public void start(Listener listener) {
        state.startInventory(listener);
    }

    @Override
    public void lookAgain(AgentId agent) {
        state.lookAgain(agent);
    }

    @Override
    public void close() {
        state.close();
    }
}
