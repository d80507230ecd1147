package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalars of each agent, in all and free for anybody, and their sums, which are kept, that of what is free where it is asked for. */
final class FreeCapacity {

    private static final class OfAgent {
        /** The resources of which the total was made, so that what was said before is known by one look. */
        private Resources all = Resources.none(Dialect.MESOS);

        private ScalarQuantities total = ScalarQuantities.NONE;
        private ScalarQuantities free = ScalarQuantities.NONE;
    }

    private final Map<AgentId, OfAgent> agents = new LinkedHashMap<>();
    private ScalarQuantities total = ScalarQuantities.NONE;
    /** Nothing while nobody asks for it. */
    private @Nullable ScalarQuantities free;

    /** What all agents have, used or not. */
    ScalarQuantities total() {
        return total;
    }

    /** What is unreserved, free and on an agent that can be offered, as of each agent was said last. */
    ScalarQuantities free() {
        ScalarQuantities sum = free;
        if (sum == null) {
            sum = ScalarQuantities.NONE;
            for (OfAgent each : agents.values()) {
                sum = sum.plus(each.free);
            }
            free = sum;
        }
        return sum;
    }

    /** Nobody asks for what is free of all agents for now; whoever does next has it summed up anew. */
    void leaveFree() {
        free = null;
    }

    /** Says what an agent has in all. */
    void total(AgentId agent, Resources now) {
        OfAgent known = of(agent);
        if (!known.all.equals(now)) {
            known.all = now;
            ScalarQuantities scalars = ScalarQuantities.of(now);
            if (!known.total.equals(scalars)) {
                total = total.minus(known.total).plus(scalars);
                known.total = scalars;
            }
        }
    }

    /** Says what is free of an agent for anybody. */
    void free(AgentId agent, ScalarQuantities now) {
        OfAgent known = of(agent);
        if (!known.free.equals(now)) {
            if (free != null) {
                free = free.minus(known.free).plus(now);
            }
            known.free = now;
        }
    }

    /** An agent is gone. */
    void remove(AgentId agent) {
        OfAgent gone = agents.remove(agent);
        if (gone != null) {
            total = total.minus(gone.total);
            if (free != null) {
                free = free.minus(gone.free);
            }
        }
    }

    private OfAgent of(AgentId agent) {
        OfAgent known = agents.get(agent);
        if (known == null) {
            known = new OfAgent();
            agents.put(agent, known);
        }
        return known;
    }
}
