package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scalars of each agent, in all and free for anybody, and their sums, which are kept. */
final class FreeCapacity {

    private record OfAgent(ScalarQuantities total, ScalarQuantities free) {

        static final OfAgent NONE = new OfAgent(ScalarQuantities.NONE, ScalarQuantities.NONE);
    }

    private final Map<AgentId, OfAgent> agents = new LinkedHashMap<>();
    private ScalarQuantities total = ScalarQuantities.NONE;
    private ScalarQuantities free = ScalarQuantities.NONE;

    /** What all agents have, used or not. */
    ScalarQuantities total() {
        return total;
    }

    /** What is unreserved, free and on an agent that can be offered, as of each agent was said last. */
    ScalarQuantities free() {
        return free;
    }

    /** Says what an agent has in all. */
    void total(AgentId agent, ScalarQuantities now) {
        put(agent, new OfAgent(now, of(agent).free));
    }

    /** Says what is free of an agent for anybody. */
    void free(AgentId agent, ScalarQuantities now) {
        put(agent, new OfAgent(of(agent).total, now));
    }

    /** An agent is gone. */
    void remove(AgentId agent) {
        put(agent, OfAgent.NONE);
        agents.remove(agent);
    }

    private OfAgent of(AgentId agent) {
        return agents.getOrDefault(agent, OfAgent.NONE);
    }

    private void put(AgentId agent, OfAgent now) {
        OfAgent before = agents.put(agent, now);
        OfAgent old = before == null ? OfAgent.NONE : before;
        if (!old.total.equals(now.total)) {
            total = total.minus(old.total).plus(now.total);
        }
        if (!old.free.equals(now.free)) {
            free = free.minus(old.free).plus(now.free);
        }
    }
}
