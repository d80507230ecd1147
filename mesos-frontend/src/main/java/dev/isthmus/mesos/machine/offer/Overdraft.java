package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the offers that exceed what is free on their agent, because others took it, a capacity cap was lowered, or an unknown task turned up.
 *
 * <p>There are two bounds of what is free. Offers go by the lower one: a launch that the agent's last refresh does not list is deducted from what it
 * found free. Rescinding goes by the upper one: the refresh may have counted that launch already, so it is not deducted twice. So the driver's own
 * launches, and a refresh that has seen half of them, rescind nothing; what others took is rescinded by the first refresh that is sure of it.
 */
final class Overdraft {

    private final MasterState state;

    Overdraft(MasterState state) {
        this.state = state;
    }

    /**
     * The offers of an agent that exceed what is free. Older offers are kept first, as far as they fit.
     *
     * @param least the lower bound of what is free, before outstanding offers are deducted
     */
    List<OutstandingOffer> of(KnownAgent known, Resources least) {
        Agent agent = known.agent();
        if (least.contains(state.offers().promisedOf(agent.id()))) {
            return List.of();
        }
        Resources most = most(known);
        Resources kept = Resources.none(Dialect.MESOS);
        List<OutstandingOffer> broken = new ArrayList<>();
        for (OutstandingOffer offer : state.offers().of(agent.id())) {
            Resources together = kept.plus(offer.resources());
            if (most.contains(together)) {
                kept = together;
            } else {
                broken.add(offer);
            }
        }
        return broken;
    }

    /** The upper bound: no launch of ours is deducted from what the refresh found. */
    private Resources most(KnownAgent known) {
        Agent agent = known.agent();
        List<Holding> all = new ArrayList<>(agent.holdings());
        Set<LaunchId> listed = new LinkedHashSet<>();
        all.forEach(holding -> listed.add(holding.launch()));
        state.holdings().holdings(agent.id()).stream()
                .filter(holding -> listed.add(holding.launch()))
                .forEach(all::add);
        return state.translators()
                .offerable(agent.toBuilder().holdings(all).build(), List.of(), known.context(state.settings()))
                .resources();
    }

    /**
     * Whether a refresh is outdated: it lists a launch whose end is known, which the one before did not list. The next refresh is the one to go by.
     */
    boolean isBehind(Agent before, Agent now) {
        return now.holdings().stream()
                .anyMatch(holding ->
                        !before.holdings().contains(holding) && state.holdings().isOver(holding.launch()));
    }
}
