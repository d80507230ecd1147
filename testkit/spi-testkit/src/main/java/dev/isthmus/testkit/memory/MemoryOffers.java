package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/** The inventory of a {@link MemoryBackend}. */
final class MemoryOffers implements OfferSource {

    private final MemoryCluster cluster;
    private final Outlet<Listener> outlet;

    MemoryOffers(MemoryCluster cluster, ScheduledExecutorService scheduler) {
        this.cluster = cluster;
        this.outlet = new Outlet<>("the offer source", scheduler);
    }

    @Override
    public void start(Listener listener) {
        outlet.open(listener);
        cluster.watch(this);
    }

    @Override
    public void lookAgain(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
        if (outlet.isOpen()) {
            cluster.lookAgain(agent);
        }
    }

    @Override
    public void drain(AgentId agent) {
        ask(agent, AgentState.DRAINING);
    }

    @Override
    public void activate(AgentId agent) {
        ask(agent, AgentState.READY);
    }

    private void ask(AgentId agent, AgentState state) {
        Objects.requireNonNull(agent, "agent");
        if (outlet.isOpen()) {
            cluster.askFor(agent, state);
        }
    }

    void tell(InventoryEvent event) {
        outlet.tell(listener -> listener.inventoryChanged(event));
    }

    @Override
    public void close() {
        outlet.close();
        cluster.leave(this);
    }
}
