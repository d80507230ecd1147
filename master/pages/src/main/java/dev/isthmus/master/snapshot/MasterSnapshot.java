package dev.isthmus.master.snapshot;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.resource.Scalars;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that is shown of a master at one moment.
 *
 * @param master who it is
 * @param cluster the name of its cluster
 * @param started when it was started, in seconds since 1970
 * @param agents its agents, without those that count as lost
 * @param unreachable how many count as lost
 * @param frameworks those that are registered
 * @param completed those that were removed, the last ones
 * @param forgotten how many tasks have ended in each state that are not shown any more
 */
public record MasterSnapshot(
        MasterInfo master,
        String cluster,
        double started,
        List<ShownAgent> agents,
        int unreachable,
        List<ShownFramework> frameworks,
        List<ShownFramework> completed,
        Map<TaskState, Long> forgotten) {

    /** One that shows every task there was. */
    public MasterSnapshot(
            MasterInfo master,
            String cluster,
            double started,
            List<ShownAgent> agents,
            int unreachable,
            List<ShownFramework> frameworks,
            List<ShownFramework> completed) {
        this(master, cluster, started, agents, unreachable, frameworks, completed, Map.of());
    }

    /** Copies the collections. */
    public MasterSnapshot {
        agents = List.copyOf(agents);
        frameworks = List.copyOf(frameworks);
        completed = List.copyOf(completed);
        forgotten = Collections.unmodifiableMap(new TreeMap<>(forgotten));
    }

    /** The agent of an id, unless it counts as lost. */
    public Optional<ShownAgent> agent(String id) {
        return agents.stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    /**
     * What the agents have together of a resource, as Mesos writes it.
     *
     * @param which of what each agent has
     */
    public double sum(ResourceName name, Function<ShownAgent, Resources> which) {
        Amount sum = Amount.ZERO;
        for (ShownAgent agent : agents) {
            sum = sum.plus(which.apply(agent).amount(name));
        }
        return Scalars.value(sum);
    }
}
