package dev.isthmus.simulation.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.simulation.cluster.CallPoints;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One backend that the frameworks of a world have in common, as those of a master have: in a process of its own, which goes on when theirs end. Each of their
 * processes has a {@link BackendShare} of it. Its calls are those of a life of its own, so that the law of the budget holds for all frameworks together.
 */
public final class BackendHost implements CallPoints {

    private static final DriverLife LIFE = DriverLife.OF_COMMON_BACKEND;

    private final ProcessTime time;
    private final Backend backend;
    private final List<BackendShare> shares = new ArrayList<>();
    private final Map<FrameworkId, BackendShare> watchers = new LinkedHashMap<>();
    private final Map<AgentId, InventoryEvent> agents = new LinkedHashMap<>();
    private Optional<InventoryEvent> contact = Optional.empty();
    private boolean started;

    /**
     * One that does nothing until it has a share.
     *
     * @param faults receives what a step of it throws
     */
    public BackendHost(Surroundings around, Draws draws, Consumer<Throwable> faults) {
        this.time = new ProcessTime(around.clock(), () -> {}, faults);
        this.backend = around.backend(LIFE, time, this, draws, Fence.NONE);
    }

    /** A share of it for one life of a driver. */
    Backend share(ProcessTime member) {
        BackendShare share = new BackendShare(this, member);
        shares.add(share);
        return share;
    }

    /** The process of a member is no more. */
    void died(ProcessTime member) {
        List.copyOf(shares).stream().filter(share -> share.isOf(member)).forEach(BackendShare::close);
    }

    Backend backend() {
        return backend;
    }

    // What its shares ask for.

    /** A share wants to be told of agents; it is told of those that are known first. */
    List<InventoryEvent> known() {
        if (!started) {
            started = true;
            backend.offers().start(new OfferSource.Listener() {
                @Override
                public void inventoryChanged(InventoryEvent event) {
                    take(event);
                }

                @Override
                public void reached() {
                    shares.forEach(BackendShare::reached);
                }
            });
        }
        List<InventoryEvent> known = new ArrayList<>(agents.values());
        contact.ifPresent(known::add);
        return known;
    }

    private void take(InventoryEvent event) {
        event.match(
                seen -> agents.put(seen.agent().id(), seen),
                gone -> agents.remove(gone.agent()),
                complete -> contact = Optional.of(complete),
                lost -> contact = Optional.of(lost));
        List.copyOf(shares).forEach(share -> share.tell(event));
    }

    /** A share watches a framework; one that did so before, and was replaced, does no more. */
    void watched(FrameworkId framework, BackendShare by) {
        Optional.ofNullable(watchers.put(framework, by))
                .ifPresent(before -> backend.launcher().forget(framework));
    }

    /** A share is closed; what it watched is forgotten. */
    void left(BackendShare share) {
        shares.remove(share);
        watchers.entrySet().removeIf(watched -> {
            boolean its = watched.getValue().equals(share);
            if (its) {
                backend.launcher().forget(watched.getKey());
            }
            return its;
        });
    }

    /** Whether a share is the one that watches a framework. */
    boolean isWatcher(FrameworkId framework, BackendShare share) {
        return share.equals(watchers.get(framework));
    }

    @Override
    public boolean leaves() {
        return true;
    }

    @Override
    public void checked() {
        // Nobody fences it: there is one.
    }

    /** The world is over. */
    public void close() {
        backend.close();
    }
}
