package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.allocator.OfferRule;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.ArrayList;
import java.util.List;

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
            for (KnownAgent known : state.agents().all()) {
                all.add(new AgentStanding(role, known.agent(), rule(framework.id(), role, known)));
            }
        }
        return all;
    }

    private OfferRule rule(FrameworkId framework, String role, KnownAgent known) {
        List<OutstandingOffer> offers = state.offers().of(known.agent().id());
        if (offers.stream()
                .anyMatch(offer ->
                        offer.framework().equals(framework) && offer.role().equals(role))) {
            return OfferRule.OFFERED;
        }
        if (known.isDown()) {
            return OfferRule.DOWN;
        }
        if (known.isGone()) {
            return OfferRule.GONE;
        }
        if (known.unreachableSince().isPresent() || known.agent().state() == AgentState.DISCONNECTED) {
            return OfferRule.DISCONNECTED;
        }
        if (known.agent().state() == AgentState.DRAINING || known.isClosed()) {
            return OfferRule.DRAINING;
        }
        if (known.withdrawal().isPresent()) {
            return OfferRule.DEACTIVATED;
        }
        if (known.isHeld(state.now())) {
            return OfferRule.HELD;
        }
        OfferRule rule = state.allocator().rule(framework, role, capacity.shelf(known));
        boolean isLittle = rule == OfferRule.NOTHING_FREE || rule == OfferRule.TOO_LITTLE;
        return isLittle && offers.stream().anyMatch(offer -> !offer.framework().equals(framework))
                ? OfferRule.OFFERED_TO_OTHERS
                : rule;
    }
}
