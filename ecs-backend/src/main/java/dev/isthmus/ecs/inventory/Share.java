package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells of agents with no more free on all of them together than this driver's {@link Cap} leaves it. What an agent was told to have it keeps
 * as far as it can, so that a change of one does not move the offers of the others.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class Share implements Fleet.Listener {

    private final Cap cap;
    private final Supplier<List<Resources>> demands;
    private final Consumer<InventoryEvent> sink;
    private final SortedMap<AgentId, Agent> whole = new TreeMap<>(Comparator.comparing(AgentId::value));
    private final Map<AgentId, Agent> told = new HashMap<>();

    /**
     * Of a cluster.
     *
     * @param demands of our own tasks that live or are being started, in the dialect of Mesos
     */
    public Share(Cap cap, Supplier<List<Resources>> demands, Consumer<InventoryEvent> sink) {
        this.cap = cap;
        this.demands = demands;
        this.sink = sink;
    }

    @Override
    public void changed(InventoryEvent event) {
        if (!cap.most().isEmpty() && event instanceof InventoryEvent.AgentSeen seen) {
            whole.put(seen.agent().id(), seen.agent());
            return;
        }
        if (event instanceof InventoryEvent.AgentGone gone) {
            whole.remove(gone.agent());
            told.remove(gone.agent());
        }
        sink.accept(event);
    }

    @Override
    public void taken() {
        if (cap.most().isEmpty()) {
            return;
        }
        List<Agent> growing = new ArrayList<>();
        Map<AgentId, Resources> shares = shares();
        whole.forEach((id, agent) -> {
            Agent now = agent.toBuilder()
                    .free(shares.getOrDefault(id, agent.free()))
                    .build();
            Agent before = told.put(id, now);
            // An agent that takes no tasks any more is less, whatever is free on it.
            boolean more = now.state() == AgentState.READY
                    && (before == null
                            || before.state() != AgentState.READY
                            || !before.free().contains(now.free()));
            if (more && !now.equals(before)) {
                growing.add(now);
            } else if (!now.equals(before)) {
                sink.accept(new InventoryEvent.AgentSeen(now));
            }
        });
        // What becomes less is told first, so that it is never too much in between.
        growing.forEach(agent -> sink.accept(new InventoryEvent.AgentSeen(agent)));
    }

    private Map<AgentId, Resources> shares() {
        List<Resources> held = demands.get().stream().map(cap::ofDemand).toList();
        Map<AgentId, Resources> shares = new HashMap<>();
        whole.values().stream()
                .filter(agent -> agent.state() == AgentState.READY)
                .forEach(agent -> shares.put(agent.id(), agent.free()));
        cap.most().forEach((name, most) -> {
            Amount left = most;
            for (Resources demand : held) {
                left = left.minusUpTo(demand.amount(name));
            }
            divide(name, left, shares);
        });
        return shares;
    }

    private void divide(ResourceName name, Amount most, Map<AgentId, Resources> shares) {
        Amount left = most;
        Map<AgentId, Amount> parts = new HashMap<>();
        for (AgentId id : whole.keySet()) {
            Resources free = shares.get(id);
            Agent before = told.get(id);
            if (free != null && before != null && before.state() == AgentState.READY) {
                Amount kept = free.amount(name).min(before.free().amount(name)).min(left);
                parts.put(id, kept);
                left = left.minusUpTo(kept);
            }
        }
        for (AgentId id : whole.keySet()) {
            Resources free = shares.get(id);
            if (free != null && !free.amount(name).isZero()) {
                Amount part = parts.getOrDefault(id, Amount.ZERO);
                Amount more = free.amount(name).minusUpTo(part).min(left);
                left = left.minusUpTo(more);
                shares.put(id, free.with(name, part.plus(more)));
            }
        }
    }

    /** Tells again of every agent, for a listener that comes later. */
    public List<InventoryEvent> everything(List<InventoryEvent> uncapped) {
        if (cap.most().isEmpty()) {
            return uncapped;
        }
        List<InventoryEvent> events = new ArrayList<>();
        told.values().forEach(agent -> events.add(new InventoryEvent.AgentSeen(agent)));
        return events;
    }
}
