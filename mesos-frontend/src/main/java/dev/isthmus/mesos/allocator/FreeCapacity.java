package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scalars of each agent, in all and free for anybody, and their sums, which are kept. */
final class FreeCapacity {

    /** The resources of which the total was made are kept, so that what was said before is known by one look. */
    private record OfAgent(Resources all, ScalarQuantities total, ScalarQuantities free) {

        static final OfAgent NONE =
                new OfAgent(Resources.none(Dialect.MESOS), ScalarQuantities.NONE, ScalarQuantities.NONE);
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
    void total(AgentId agent, Resources now) {
        OfAgent before = of(agent);
        if (!before.all.equals(now)) {
            put(agent, new OfAgent(now, ScalarQuantities.of(now), before.free));
        }
    }

    /** Says what is free of an agent for anybody. */
    void free(AgentId agent, ScalarQuantities now) {
        OfAgent before = of(agent);
        put(agent, new OfAgent(before.all, before.total, now));
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
