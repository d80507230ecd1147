package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TR-08, conservation: nothing of an agent is promised twice. Answers what is broken, or nothing. */
public final class ConservationLaw {

    private ConservationLaw() {}

    /**
     * What is offered of an agent, in all offers together, is within what is offered for what is free once every live launch is accounted
     * for; and with the demands of all launches on it, it is within what is offered for all the agent has.
     *
     * @param live launches that the allocator knows of, whether or not the agent lists them too
     * @param offered the sum of all offers of this agent that are out, in the dialect of Mesos
     */
    public static Optional<String> conserved(
            TranslatorTable table,
            TranslationContext context,
            Agent agent,
            Collection<Holding> live,
            Resources offered) {
        return Law.examine("TR-08 conservation", () -> {
            Map<LaunchId, Resources> all = new LinkedHashMap<>();
            Resources free = agent.free();
            for (Holding holding : agent.holdings()) {
                all.put(holding.launch(), holding.demand());
            }
            for (Holding holding : live) {
                if (all.putIfAbsent(holding.launch(), holding.demand()) == null) {
                    free = free.minus(TranslatorSubject.value(table.take(holding.demand(), context))
                            .map(Taken::accounted)
                            .orElseGet(() -> Resources.none(agent.free().dialect())));
                }
            }
            Resources ofFree = table.offer(free, context).resources();
            Resources ofTotal = table.offer(agent.total(), context).resources();
            offered.quantities().forEach((name, quantity) -> {
                requireWithin(name, quantity, ofFree, "what is free once all launches are accounted for");
                requireWithin(name, quantity, ofTotal, "all the agent has");
                List<Quantity> demands = new ArrayList<>();
                all.values().forEach(demand -> demand.get(name).ifPresent(demands::add));
                requireWithin(name, quantity, demands, ofTotal.get(name).orElseThrow());
            });
        });
    }

    private static void requireWithin(ResourceName name, Quantity offered, Resources bound, String what) {
        Quantity there = bound.get(name).orElse(null);
        Law.require(
                there != null && there.contains(offered),
                () -> name + ":" + offered + " is offered, but the offer for " + what + " is "
                        + (there == null ? "nothing" : name + ":" + there));
    }

    private static void requireWithin(ResourceName name, Quantity offered, List<Quantity> demands, Quantity total) {
        offered.match(
                amount -> requireSum(name, amount, demands, total),
                ports -> {
                    for (Quantity demand : demands) {
                        requireNotHeld(
                                name, demand instanceof PortRanges held ? held.intersect(ports) : PortRanges.NONE);
                    }
                },
                items -> {
                    for (Quantity demand : demands) {
                        requireNotHeld(
                                name,
                                demand.fold(
                                        amount -> items.without(items),
                                        ports -> items.without(items),
                                        held -> held.without(held.without(items))));
                    }
                });
    }

    private static void requireNotHeld(ResourceName name, Quantity twice) {
        Law.require(twice.isZero(), () -> name + ":" + twice + " is offered, but a launch on the agent holds it");
    }

    private static void requireSum(ResourceName name, Amount offered, List<Quantity> demands, Quantity total) {
        BigInteger sum = Amounts.thousandths(offered);
        for (Quantity demand : demands) {
            sum = sum.add(Amounts.thousandths(demand));
        }
        Law.require(
                sum.compareTo(Amounts.thousandths(total)) <= 0,
                () -> name + ":" + offered + " is offered, but with the " + demands.size() + " launches on the agent, "
                        + demands + ", that is more than the " + total + " it has");
    }
}
