package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.task.MesosTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the offers that no longer hold: those that promise what is not free of their agent any more, because others took it, a cap became
 * narrower, or a task turned up that nobody knew of.
 *
 * <p>What is free is looked at in two ways. To offer, the least it can be: a launch that a look does not list is taken off what it found
 * free. To take back, the most it can be: that launch may be in what the look found already, and is not taken off twice. So a driver's own
 * launches and the looks that have seen half of them take nothing back, and what others took is taken back by the first look that is sure of it.
 */
final class Overdraft {

    private final MasterState state;

    Overdraft(MasterState state) {
        this.state = state;
    }

    /**
     * The offers of an agent that do not hold; the older ones are kept as far as there is room for them, one by one.
     *
     * @param least what can be offered of it at least, with nothing promised yet
     */
    List<OutstandingOffer> of(Agent agent, Resources least) {
        if (least.contains(state.offers().promisedOf(agent.id()))) {
            return List.of();
        }
        Resources most = most(agent);
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

    /** Every launch of ours counts as one that is taken off already. */
    private Resources most(Agent agent) {
        List<Holding> all = new ArrayList<>(agent.holdings());
        Set<LaunchId> listed = new HashSet<>();
        all.forEach(holding -> listed.add(holding.launch()));
        state.tasks().holdings(agent.id()).stream()
                .filter(holding -> listed.add(holding.launch()))
                .forEach(all::add);
        return state.options()
                .translators()
                .offerable(
                        agent.toBuilder().holdings(all).build(),
                        List.of(),
                        TranslationContext.of(state.options().settings(), agent.attributes()))
                .resources();
    }

    /**
     * Whether a look is behind what is known: it lists a launch of which the end has been told, and the look before did not. The next one
     * is asked for with that end, and is the one to go by.
     */
    boolean isBehind(Agent before, Agent now) {
        return now.holdings().stream()
                .anyMatch(holding ->
                        isOver(holding.launch()) && !before.holdings().contains(holding));
    }

    private boolean isOver(LaunchId launch) {
        return state.tasks().isClosed(launch)
                || state.tasks().find(launch).filter(MesosTask::isEnded).isPresent();
    }
}
