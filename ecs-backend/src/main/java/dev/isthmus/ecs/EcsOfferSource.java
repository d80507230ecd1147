package dev.isthmus.ecs;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.ecs.step.Input;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports the container instances of the cluster as agents. */
final class EcsOfferSource implements OfferSource {

    private final Consumer<Input> engine;
    private final ListenerGate gate = new ListenerGate();
    private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();

    /**
     * Creates it.
     *
     * @param engine takes what is asked for, on any thread
     */
    EcsOfferSource(Consumer<Input> engine) {
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
        engine.accept(new Input.StartOffers());
    }

    @Override
    public void lookAgain(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
        engine.accept(new Input.LookAgain(agent));
    }

    @Override
    public void drain(AgentId agent) {
        setState(agent, true);
    }

    @Override
    public void activate(AgentId agent) {
        setState(agent, false);
    }

    private void setState(AgentId agent, boolean isDraining) {
        Objects.requireNonNull(agent, "agent");
        if (!gate.closed()) {
            engine.accept(new Input.SetState(agent, isDraining));
        }
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
