package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits the free resources of all agents together to what the {@link CapacityCap} leaves. An agent keeps what was reported as free on it as far as
 * possible, less what tasks of the watched frameworks have used since, so that a change on one agent does not rescind offers of others.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class CapacityCapFilter implements ContainerInstanceCache.Listener {

    private final CapacityCap cap;
    private final Tasks tasks;
    private final ContainerInstanceCache.Listener listener;
    private final SortedMap<AgentId, Agent> whole = new TreeMap<>(Comparator.comparing(AgentId::value));
    private final Map<AgentId, Agent> told = new LinkedHashMap<>();
    /** What our tasks held of each agent when it was told of. */
    private Map<AgentId, Resources> heldWhenTold = Map.of();

    /** Knows the tasks of the watched frameworks. */
    public interface Tasks {

        /** Those that live or start now. */
        List<LaunchedTask> now();
    }

    /**
     * Creates it.
     *
     * @param listener told of what the cap leaves of each change
     */
    public CapacityCapFilter(CapacityCap cap, Tasks tasks, ContainerInstanceCache.Listener listener) {
        this.cap = cap;
        this.tasks = tasks;
        this.listener = listener;
    }

    @Override
    public void changed(InventoryEvent event) {
        event.match(
                seen -> {
                    if (cap.most().isEmpty()) {
                        listener.changed(seen);
                    } else {
                        whole.put(seen.agent().id(), seen.agent());
                    }
                },
                gone -> {
                    whole.remove(gone.agent());
                    told.remove(gone.agent());
                    listener.changed(gone);
                },
                listener::changed,
                listener::changed);
    }

    @Override
    public void taken() {
        if (cap.most().isEmpty()) {
            return;
        }
        List<Agent> growing = new ArrayList<>();
        Map<AgentId, Resources> held = held();
        Map<AgentId, Resources> shares = shares(held);
        heldWhenTold = held;
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
                listener.changed(new InventoryEvent.AgentSeen(now));
            }
        });
        // What becomes less is told first, so that it is never too much in between.
        growing.forEach(agent -> listener.changed(new InventoryEvent.AgentSeen(agent)));
    }

    /** What our tasks hold of each agent of what is bounded, in dialect ecs. */
    private Map<AgentId, Resources> held() {
        Map<AgentId, Resources> held = new LinkedHashMap<>();
        tasks.now().forEach(task -> held.merge(task.agent(), cap.ofDemand(task.demand()), Resources::plus));
        return held;
    }

    private Map<AgentId, Resources> shares(Map<AgentId, Resources> held) {
        Map<AgentId, Resources> shares = new LinkedHashMap<>();
        whole.values().stream()
                .filter(agent -> agent.state() == AgentState.READY)
                .forEach(agent -> shares.put(agent.id(), agent.free()));
        cap.most().forEach((name, most) -> {
            Amount left = most;
            for (Resources there : held.values()) {
                left = left.minusUpTo(there.amount(name));
            }
            divide(name, left, held, shares);
        });
        return shares;
    }

    private void divide(ResourceName name, Amount most, Map<AgentId, Resources> held, Map<AgentId, Resources> shares) {
        Amount left = most;
        Map<AgentId, Amount> parts = new LinkedHashMap<>();
        for (AgentId id : whole.keySet()) {
            Resources free = shares.get(id);
            Agent before = told.get(id);
            if (free != null && before != null && before.state() == AgentState.READY) {
                Amount had = before.free().amount(name).plus(amount(heldWhenTold, id, name));
                Amount kept = free.amount(name)
                        .min(had.minusUpTo(amount(held, id, name)))
                        .min(left);
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

    private static Amount amount(Map<AgentId, Resources> of, AgentId agent, ResourceName name) {
        Resources there = of.get(agent);
        return there == null ? Amount.ZERO : there.amount(name);
    }

    /** The events that report every agent again, for a listener that comes later. */
    public List<InventoryEvent> everything(List<InventoryEvent> uncapped) {
        if (cap.most().isEmpty()) {
            return uncapped;
        }
        List<InventoryEvent> events = new ArrayList<>();
        told.values().forEach(agent -> events.add(new InventoryEvent.AgentSeen(agent)));
        return events;
    }
}
