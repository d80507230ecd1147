package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tasks that have not ended hold of each agent, of all frameworks of a master together, and which launches are known to hold nothing any more. Summed up once
 * after each change of an agent.
 */
public final class TaskHoldings {

    private static final class OfAgent {

        private final Map<LaunchId, MesosTask> tasks = new LinkedHashMap<>();
        private @Nullable List<Holding> holdings;
        private @Nullable ResourcesByReservation inUse;

        void changed() {
            holdings = null;
            inUse = null;
        }

        List<Holding> holdings() {
            List<Holding> known = holdings;
            if (known == null) {
                List<Holding> held = new ArrayList<>();
                tasks.values()
                        .forEach(task ->
                                held.add(new Holding(task.launch(), task.task().demand())));
                known = List.copyOf(held);
                holdings = known;
            }
            return known;
        }

        ResourcesByReservation inUse() {
            ResourcesByReservation known = inUse;
            if (known == null) {
                known = ResourcesByReservation.none();
                for (MesosTask task : tasks.values()) {
                    known = known.plus(task.portions());
                }
                inUse = known;
            }
            return known;
        }
    }

    private final Map<AgentId, OfAgent> agents = new LinkedHashMap<>();
    private final Set<LaunchId> over = new LinkedHashSet<>();

    /** A task begins to hold something. */
    void add(MesosTask task) {
        OfAgent there = agents.computeIfAbsent(task.agent(), none -> new OfAgent());
        there.tasks.put(task.launch(), task);
        there.changed();
    }

    /** A task holds nothing any more; nothing changes if it held nothing. */
    void remove(MesosTask task) {
        OfAgent there = agents.get(task.agent());
        if (there != null && there.tasks.remove(task.launch(), task)) {
            there.changed();
            if (there.tasks.isEmpty()) {
                agents.remove(task.agent());
            }
        }
    }

    /** The same, of a task that its framework has left behind. */
    public void forget(MesosTask task) {
        remove(task);
    }

    /** A launch is over. */
    void over(LaunchId launch) {
        over.add(launch);
    }

    /** It is not remembered any more that a launch is over. */
    void forget(LaunchId launch) {
        over.remove(launch);
    }

    /** Whether a launch is known to be over. */
    public boolean isOver(LaunchId launch) {
        return over.contains(launch);
    }

    /** Whether nothing is held and nothing remembered. */
    public boolean isEmpty() {
        return agents.isEmpty() && over.isEmpty();
    }

    /** What they hold of an agent, each by itself, in the order of launch. */
    public List<Holding> holdings(AgentId agent) {
        OfAgent there = agents.get(agent);
        return there == null ? List.of() : there.holdings();
    }

    /** What they hold of an agent together, by reservation. */
    public ResourcesByReservation inUse(AgentId agent) {
        OfAgent there = agents.get(agent);
        return there == null ? ResourcesByReservation.none() : there.inUse();
    }
}
