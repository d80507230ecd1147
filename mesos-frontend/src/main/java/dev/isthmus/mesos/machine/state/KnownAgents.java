package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.allocator.AllocationMarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents that have been seen and not reported gone, and which of them an allocation run has to look at: those of which something has changed since
 * the last run. Of the others it would offer nothing and rescind nothing, as it did then. Agents come and go by the agent tracker
 * alone; whoever changes what may be offered of one marks it.
 */
public final class KnownAgents implements AllocationMarks {

    private static final int GONE_REMEMBERED = 10_000;

    private final Map<AgentId, KnownAgent> agents = new LinkedHashMap<>();
    /** Those that are marked, and some that are not any more, perhaps twice: each knows whether it is. */
    private final List<KnownAgent> marked = new ArrayList<>();

    /** Whether every agent is marked, and those that are marked by themselves do not matter. */
    private boolean allMarked;

    private final Set<AgentId> gone = new LinkedHashSet<>();
    private long seen;

    /** The agent, if it is known. */
    public @Nullable KnownAgent get(AgentId id) {
        return agents.get(id);
    }

    /** All of them, in the order in which they were first seen. */
    public Collection<KnownAgent> all() {
        return Collections.unmodifiableCollection(agents.values());
    }

    /** Whether it is known. */
    public boolean contains(AgentId id) {
        return agents.containsKey(id);
    }

    /**
     * Adds an agent that is not known.
     *
     * @param since the time of this step
     */
    public KnownAgent add(Agent agent, Instant since) {
        KnownAgent known = new KnownAgent(agent, seen++, since, this::mark);
        agents.put(agent.id(), known);
        mark(known);
        return known;
    }

    /** Removes an agent that is gone for good, and remembers that; nothing if it is not known. */
    public @Nullable KnownAgent remove(AgentId id) {
        KnownAgent known = agents.remove(id);
        if (known != null) {
            known.marked(false);
            marked.remove(known);
            gone.add(id);
            if (gone.size() > GONE_REMEMBERED) {
                gone.remove(gone.iterator().next());
            }
        }
        return known;
    }

    /** Whether an agent is remembered as gone for good. */
    public boolean isGone(AgentId id) {
        return gone.contains(id);
    }

    /** Forgets that an agent was gone. */
    public void back(AgentId id) {
        gone.remove(id);
    }

    @Override
    public void mark(AgentId id) {
        KnownAgent known = agents.get(id);
        if (known != null) {
            mark(known);
        }
    }

    @Override
    public void markAll() {
        allMarked = true;
    }

    private void mark(KnownAgent known) {
        if (!allMarked && !known.isMarked()) {
            known.marked(true);
            marked.add(known);
        }
    }

    /** The agents that a run has to look at, in the order in which they were first seen; they are not marked any more. */
    public List<KnownAgent> takeMarked() {
        List<KnownAgent> taken = new ArrayList<>(agents.size());
        for (KnownAgent known : allMarked ? agents.values() : marked) {
            if (allMarked || known.isMarked()) {
                known.marked(false);
                taken.add(known);
            }
        }
        forgetMarks();
        taken.sort(Comparator.comparingLong(KnownAgent::order));
        return taken;
    }

    private void forgetMarks() {
        marked.forEach(known -> known.marked(false));
        marked.clear();
        allMarked = false;
    }

    /** Whether a run has to look at this one. */
    public boolean isMarked(KnownAgent known) {
        return allMarked || known.isMarked();
    }

    /** Of this one a run would offer and rescind nothing, whatever it is marked for; it looks at it only if it looks at all. */
    public void unmark(KnownAgent known) {
        known.marked(false);
    }

    /** A run looks at this one: it is not marked any more. */
    public void take(KnownAgent known) {
        if (allMarked) {
            forgetMarks();
            agents.values().forEach(this::mark);
        }
        known.marked(false);
    }
}
