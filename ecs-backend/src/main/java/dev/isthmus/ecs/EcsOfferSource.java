package dev.isthmus.ecs;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.ecs.engine.EcsEngine;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reports the container instances of the cluster as agents. */
final class EcsOfferSource implements OfferSource {

    private final EcsShell steps;
    private final EcsEngine engine;
    private final ListenerGate gate = new ListenerGate();
    private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();

    EcsOfferSource(EcsShell steps, EcsEngine engine) {
        this.steps = steps;
        this.engine = engine;
    }

    @Override
    public void start(Listener newListener) {
        Objects.requireNonNull(newListener, "listener");
        if (gate.closed()) {
            throw new IllegalStateException("the offer source is closed");
        }
        if (!listener.compareAndSet(null, newListener)) {
            throw new IllegalStateException("the offer source was started before");
        }
        steps.run(engine::startOffers);
    }

    @Override
    public void lookAgain(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
        steps.run(() -> engine.lookAgain(agent));
    }

    void tell(InventoryEvent event) {
        Listener to = listener.get();
        if (to != null) {
            gate.pass(() -> to.inventoryChanged(event));
        }
    }

    void reached() {
        Listener to = listener.get();
        if (to != null) {
            gate.pass(to::reached);
        }
    }

    @Override
    public void close() {
        gate.close();
    }
}
