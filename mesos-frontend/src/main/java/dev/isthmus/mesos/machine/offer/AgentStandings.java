package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.allocator.OfferRule;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says of each agent by which rule it is, or is not, offered to a framework: for people who ask why it waits. Changes nothing. */
public final class AgentStandings {

    private final MasterState state;
    private final AgentCapacity capacity;

    /** Of this master. */
    public AgentStandings(MasterState state) {
        this.state = state;
        this.capacity = new AgentCapacity(state);
    }

    /** The agents, once for each role of the framework. Costs a look at each agent. */
    public List<AgentStanding> of(Framework framework) {
        List<AgentStanding> all = new ArrayList<>();
        for (String role : framework.roles()) {
            Set<AgentId> offered = new LinkedHashSet<>();
            state.offers().all().stream()
                    .filter(offer -> offer.framework().equals(framework.id())
                            && offer.role().equals(role))
                    .forEach(offer -> offered.add(offer.agent()));
            for (KnownAgent known : state.agents().all()) {
                boolean its = offered.contains(known.agent().id());
                all.add(new AgentStanding(role, known.agent(), its ? OfferRule.OFFERED : rule(framework, role, known)));
            }
        }
        return all;
    }

    private OfferRule rule(Framework framework, String role, KnownAgent known) {
        if (known.unreachableSince().isPresent() || known.agent().state() == AgentState.DISCONNECTED) {
            return OfferRule.DISCONNECTED;
        }
        if (known.agent().state() == AgentState.DRAINING) {
            return OfferRule.DRAINING;
        }
        if (known.isHeld(state.now())) {
            return OfferRule.HELD;
        }
        OfferRule rule =
                state.allocator().rule(framework.id(), role, capacity.shelf(known.agent(), capacity.of(known)));
        boolean isLittle = rule == OfferRule.NOTHING_FREE || rule == OfferRule.TOO_LITTLE;
        boolean isPromised = !state.offers().promisedOf(known.agent().id()).isEmpty();
        return isLittle && isPromised ? OfferRule.OFFERED_TO_OTHERS : rule;
    }
}
