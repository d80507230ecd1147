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

    private final Map<AgentId, SortedMap<LaunchId, Held>> byAgent = new HashMap<>();

    /** A launch that was made twice is held twice, until the one that is not to be has ended. */
    private record Held(Holding holding, int times) {

        Held times(int more) {
            return new Held(holding, times + more);
        }
    }

    /** A task lives. */
    public void add(LaunchedTask task) {
        byAgent.computeIfAbsent(task.agent(), agent -> new TreeMap<>())
                .merge(
                        task.launch(),
                        new Held(new Holding(task.launch(), task.demand()), 1),
                        (held, one) -> held.times(1));
    }

    /** A task has ended. */
    public void remove(LaunchedTask task) {
        byAgent.computeIfPresent(task.agent(), (agent, holdings) -> {
            holdings.computeIfPresent(task.launch(), (launch, held) -> held.times() == 1 ? null : held.times(-1));
            return holdings.isEmpty() ? null : holdings;
        });
    }

    /** What is held on an agent at this moment, in the order of the launch ids. */
    public List<Holding> of(AgentId agent) {
        SortedMap<LaunchId, Held> holdings = byAgent.get(agent);
        return holdings == null
                ? List.of()
                : holdings.values().stream().map(Held::holding).toList();
    }
}
