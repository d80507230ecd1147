package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every live task that a driver of ours started holds, by agent. Not thread-safe. */
public final class Holdings {

    private final Map<AgentId, SortedMap<LaunchId, Holding>> byAgent = new HashMap<>();

    /** A task lives. */
    public void add(LaunchedTask task) {
        byAgent.computeIfAbsent(task.agent(), agent -> new TreeMap<>())
                .put(task.launch(), new Holding(task.launch(), task.demand()));
    }

    /** A task has ended. */
    public void remove(LaunchedTask task) {
        byAgent.computeIfPresent(task.agent(), (agent, holdings) -> {
            holdings.remove(task.launch());
            return holdings.isEmpty() ? null : holdings;
        });
    }

    /** What is held on an agent at this moment, in the order of the launch ids. */
    public List<Holding> of(AgentId agent) {
        SortedMap<LaunchId, Holding> holdings = byAgent.get(agent);
        return holdings == null ? List.of() : List.copyOf(holdings.values());
    }
}
