package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.api.translation.TranslatorTable.Offered;
import dev.isthmus.mesos.allocator.AllocatableAgent;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be offered of an agent. */
final class AgentCapacity {

    private final MasterState state;

    AgentCapacity(MasterState state) {
        this.state = state;
    }

    /** What the translators make of an agent and of the tasks on it, before outstanding offers are deducted. */
    KnownAgent.Capacity of(KnownAgent known) {
        return known.capacity(state.holdings().holdings(known.agent().id()), this::translated);
    }

    /** What can be offered of it now. */
    AllocatableAgent shelf(KnownAgent known) {
        return shelf(known.agent(), of(known));
    }

    /** The same, of an agent whose capacity is known. */
    AllocatableAgent shelf(Agent agent, KnownAgent.Capacity capacity) {
        Resources promised = state.offers().promisedOf(agent.id());
        boolean isWhole =
                promised.isEmpty() && state.reservations().of(agent.id()).isEmpty();
        ResourcesByReservation free = isWhole
                ? capacity.whole()
                : apart(
                        agent.id(),
                        capacity.offered().resources().minus(promised),
                        state.offers().portionsPromisedOf(agent.id()));
        return new AllocatableAgent(
                agent, free, capacity.gpus(), state.cluster().region());
    }

    /** What no task holds of it, offered or not, by reservation. */
    ResourcesByReservation idle(KnownAgent known) {
        return apart(known.agent().id(), of(known).offered().resources(), ResourcesByReservation.none());
    }

    /**
     * The free resources by reservation. What is reserved and not free now is offered to nobody.
     *
     * @param free what is free
     * @param promised what of the agent is offered, and counts as not free
     */
    private ResourcesByReservation apart(AgentId agent, Resources free, ResourcesByReservation promised) {
        ResourcesByReservation reserved = state.reservations().of(agent);
        if (reserved.isEmpty()) {
            return ResourcesByReservation.of(free);
        }
        ResourcesByReservation inUse = promised.plus(state.holdings().inUse(agent));
        ResourcesByReservation idle = reserved.minus(inUse);
        Map<Reservation, Resources> there = new LinkedHashMap<>(idle.reserved());
        Resources left = free;
        for (Map.Entry<Reservation, Resources> each : idle.reserved().entrySet()) {
            if (!left.contains(each.getValue())) {
                there.remove(each.getKey());
            }
            left = left.minus(each.getValue());
        }
        return new ResourcesByReservation(left, there);
    }

    private KnownAgent.Capacity translated(KnownAgent known, List<Holding> live) {
        Agent agent = known.agent();
        TranslationContext context = known.context(state.settings());
        TranslatorTable translators = state.translators();
        Offered offered = translators.offerable(agent, live, context);
        offered.refusals().forEach(refusal -> state.outbox().warnOnce("agent " + agent.id() + ": " + refusal));
        translators
                .untranslated(agent.total())
                .forEach(name -> state.outbox()
                        .warnOnce("resource '" + name + "' of the cluster's agents has no"
                                + " translator and is not offered; put a ResourceTranslator for it on the class path"));
        Resources total =
                known.total(each -> translators.offer(agent.total(), context).resources());
        return new KnownAgent.Capacity(live, offered, total);
    }
}
