package dev.isthmus.api.translation;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The law of conservation (TR-08): what is offered of an agent is never more than what is offered for its free amount, and never more than
 * what is offered for its total less the demands of the tasks on it. The first limit alone would let 102 tasks of 0.010 CPUs fit on an
 * agent of 1 CPU, because each is counted as 10 of 1024 units; the second alone would miss what others use.
 *
 * <p>Deducts one holding after the other, so that no sum can overflow.
 */
final class Conservation {

    private final TranslatorTable table;
    private final TranslationContext context;
    private final Set<ResourceName> withheld = new TreeSet<>();
    private final List<String> refusals = new ArrayList<>();

    private Conservation(TranslatorTable table, TranslationContext context) {
        this.table = table;
        this.context = context;
    }

    static TranslatorTable.Offered offerable(
            TranslatorTable table, Agent agent, Collection<Holding> live, TranslationContext context) {
        return new Conservation(table, context).offerable(agent, live);
    }

    private TranslatorTable.Offered offerable(Agent agent, Collection<Holding> live) {
        if (!agent.total().dialect().equals(table.backend())) {
            return new TranslatorTable.Offered(
                    Resources.none(Dialect.MESOS),
                    List.of("nothing is offered of agent " + agent.id() + ": it speaks dialect "
                            + agent.total().dialect() + ", the translators in force speak " + table.backend()));
        }
        Map<LaunchId, Resources> all = new LinkedHashMap<>();
        agent.holdings().forEach(holding -> all.put(holding.launch(), holding.demand()));
        Resources free = agent.free();
        for (Holding holding : live) {
            // What the agent lists is accounted for.
            if (all.putIfAbsent(holding.launch(), holding.demand()) == null) {
                free = deducted(free, holding.launch(), holding.demand());
            }
        }
        SortedMap<ResourceName, Quantity> ofFree = offered(free);
        SortedMap<ResourceName, Quantity> ofTotal = offered(agent.total());
        all.forEach((launch, demand) -> ofTotal.replaceAll((name, left) -> demand.get(name)
                .map(asked -> withholdUnlessSame(name, left, asked, launch) ? left.minus(asked) : left)
                .orElse(left)));

        SortedMap<ResourceName, Quantity> least = new TreeMap<>();
        ofFree.forEach((name, quantity) -> {
            Quantity bound = ofTotal.get(name);
            if (bound != null && !withheld.contains(name)) {
                least.put(name, common(quantity, bound));
            }
        });
        return new TranslatorTable.Offered(
                new Resources(Dialect.MESOS, least),
                refusals.stream().distinct().toList());
    }

    /** What is left of these free resources after a launch that they do not account for yet. */
    private Resources deducted(Resources free, LaunchId launch, Resources demand) {
        Resources left = free;
        for (ResourceName name : demand.quantities().keySet()) {
            Translation<Taken> taken = table.take(
                    Resources.of(Dialect.MESOS, name, demand.quantities().get(name)), context);
            Resources before = left;
            left = taken.fold(translated -> without(before, translated.value(), name, launch), refused -> {
                withhold(name, "what launch " + launch + " takes of it cannot be told: " + refused.message());
                return before;
            });
        }
        return left;
    }

    private Resources without(Resources free, Taken taken, ResourceName name, LaunchId launch) {
        Resources left = free;
        for (Map.Entry<ResourceName, Quantity> part :
                taken.accounted().quantities().entrySet()) {
            left = without(left, part.getKey(), part.getValue(), name, launch);
        }
        return left;
    }

    private Resources without(
            Resources free, ResourceName backendName, Quantity taken, ResourceName name, LaunchId launch) {
        Quantity there = free.get(backendName).orElse(null);
        if (there == null) {
            return free;
        }
        if (there.type().equals(taken.type())) {
            return free.with(backendName, there.minus(taken));
        }
        if (there instanceof Items items && taken instanceof Amount count) {
            // A number of items was asked for, and the backend will choose which.
            return free.with(backendName, items.withoutAny(count.wholeUp()));
        }
        withhold(
                name,
                "launch " + launch + " takes a " + taken.type() + " (" + taken + ") of " + backendName + ", of which a "
                        + there.type() + " is free");
        return free;
    }

    private SortedMap<ResourceName, Quantity> offered(Resources backend) {
        TranslatorTable.Offered offered = table.offer(backend, context);
        refusals.addAll(offered.refusals());
        return new TreeMap<>(offered.resources().quantities());
    }

    private boolean withholdUnlessSame(ResourceName name, Quantity left, Quantity asked, LaunchId launch) {
        boolean same = left.type().equals(asked.type());
        if (!same) {
            withhold(
                    name,
                    "it is a " + left.type() + ", but launch " + launch + " holds a " + asked.type() + " (" + asked
                            + ")");
        }
        return same;
    }

    private void withhold(ResourceName name, String reason) {
        withheld.add(name);
        refusals.add(name + " is not offered: " + reason);
    }

    /** What is in both: the smaller scalar, the common ports or items; nothing if the types differ. */
    private static Quantity common(Quantity a, Quantity b) {
        return Quantity.<Quantity>alike(
                        a, b, Amount::min, PortRanges::intersect, (left, right) -> left.without(left.without(right)))
                .orElse(Amount.ZERO);
    }
}
