package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.allocator.OfferRule;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
        Set<AgentId> toOthers = offered(offer -> !offer.framework().equals(framework.id()));
        List<AgentStanding> all = new ArrayList<>();
        for (String role : framework.roles()) {
            Set<AgentId> its = offered(offer ->
                    offer.framework().equals(framework.id()) && offer.role().equals(role));
            for (KnownAgent known : state.agents().all()) {
                OfferRule rule =
                        its.contains(known.agent().id()) ? OfferRule.OFFERED : rule(framework, role, known, toOthers);
                all.add(new AgentStanding(role, known.agent(), rule));
            }
        }
        return all;
    }

    private Set<AgentId> offered(Predicate<OutstandingOffer> which) {
        Set<AgentId> agents = new LinkedHashSet<>();
        state.offers().all().stream().filter(which).forEach(offer -> agents.add(offer.agent()));
        return agents;
    }

    private OfferRule rule(Framework framework, String role, KnownAgent known, Set<AgentId> toOthers) {
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
        return isLittle && toOthers.contains(known.agent().id()) ? OfferRule.OFFERED_TO_OTHERS : rule;
    }
}
