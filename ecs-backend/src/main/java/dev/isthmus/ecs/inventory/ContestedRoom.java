package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds back what is free on instances that ECS is about to give to tasks which wait for their capacity provider: such a task goes wherever there is room for it, and
 * whoever was offered that would be too late. Not thread-safe: used within steps only.
 */
public final class ContestedRoom implements ContainerInstanceCache.Listener {

    private final Contest contest;
    private final ContainerInstanceCache.Listener sink;
    /** As they are, and as they were told. */
    private final Map<AgentId, Agent> whole = new LinkedHashMap<>();

    private final Map<AgentId, Agent> told = new LinkedHashMap<>();

    /** Knows which tasks wait. */
    public interface Contest {

        /** Whether a task waits that may be placed on this instance. */
        boolean isFor(Agent instance);
    }

    /** Nothing is held back. */
    public ContestedRoom(Contest contest, ContainerInstanceCache.Listener sink) {
        this.contest = contest;
        this.sink = sink;
    }

    @Override
    public void changed(InventoryEvent event) {
        event.match(
                seen -> {
                    whole.put(seen.agent().id(), seen.agent());
                    tell(now(seen.agent()));
                },
                gone -> {
                    whole.remove(gone.agent());
                    told.remove(gone.agent());
                    sink.changed(gone);
                },
                sink::changed,
                sink::changed);
    }

    @Override
    public void taken() {
        sink.taken();
    }

    /** Tasks have begun to wait, or have been placed. */
    public void look() {
        List<Agent> changed = new ArrayList<>();
        whole.values().stream()
                .map(this::now)
                .filter(agent -> !agent.equals(told.get(agent.id())))
                .forEach(changed::add);
        changed.forEach(this::tell);
        if (!changed.isEmpty()) {
            sink.taken();
        }
    }

    private void tell(Agent agent) {
        told.put(agent.id(), agent);
        sink.changed(new InventoryEvent.AgentSeen(agent));
    }

    private Agent now(Agent agent) {
        return contest.isFor(agent)
                ? agent.toBuilder().free(Resources.none(agent.free().dialect())).build()
                : agent;
    }

    /** The events that report every instance again, for a listener that comes later. */
    public List<InventoryEvent> everything() {
        List<InventoryEvent> events = new ArrayList<>();
        told.values().forEach(agent -> events.add(new InventoryEvent.AgentSeen(agent)));
        return events;
    }
}
