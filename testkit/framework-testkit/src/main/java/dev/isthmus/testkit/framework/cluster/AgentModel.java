package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An agent of a script: all it has, and what others hold of that. */
public final class AgentModel {

    private final AgentId id;
    private final String hostname;
    private final SortedMap<String, String> attributes;
    private Resources total;
    private Resources others = Resources.none(Dialect.MESOS);
    private AgentState state = AgentState.READY;

    public AgentModel(String id, String hostname, Resources total, Map<String, String> attributes) {
        this.id = new AgentId(id);
        this.hostname = hostname;
        this.total = total;
        this.attributes = new TreeMap<>(attributes);
    }

    public AgentId id() {
        return id;
    }

    public AgentState state() {
        return state;
    }

    public void state(AgentState newState) {
        state = newState;
    }

    /** What is free of it when only these tasks are on it. */
    public Resources freeBeside(Collection<TaskModel> tasks) {
        Resources free = total;
        for (TaskModel task : tasks) {
            free = free.minus(task.accounted());
        }
        return free;
    }

    /** From now on others hold all but this of what these tasks leave. */
    public void leaveOnly(Resources wanted, Collection<TaskModel> tasks) {
        others = freeBeside(tasks).minus(wanted);
    }

    Agent seen(Collection<TaskModel> tasks) {
        List<Holding> holdings = tasks.stream()
                .map(task -> new Holding(task.task().launch(), task.task().demand()))
                .toList();
        return Agent.builder(id, total)
                .address(new AgentAddress(hostname, "127.0.0.1"))
                .state(state)
                .attributes(attributes)
                .free(freeBeside(tasks).minus(others))
                .holdings(holdings)
                .build();
    }
}
