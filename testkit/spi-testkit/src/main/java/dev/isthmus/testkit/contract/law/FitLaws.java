package dev.isthmus.testkit.contract.law;

import static dev.isthmus.testkit.contract.law.Amounts.big;
import static dev.isthmus.testkit.contract.law.Amounts.thousandths;
import static dev.isthmus.testkit.contract.law.TranslatorFeature.COUNTED;

import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Ratio;
import java.util.List;
import java.util.Optional;

/** TR-01 and TR-02: what is offered can be taken, and nothing else is offered. Each answers what is broken, or nothing. */
public final class FitLaws {

    private FitLaws() {}

    /**
     * TR-01, fit: tasks that together fit an offer take together no more than is free, and none of them is refused.
     *
     * @param demands of tasks whose sum is within what is offered for {@code free}
     */
    public static Optional<String> fit(TranslatorSubject subject, Resources free, List<? extends Quantity> demands) {
        return Law.examine("TR-01 fit", () -> {
            Resources sum = Resources.none(free.dialect());
            for (Quantity demand : demands) {
                Resources taken = subject.takenFor(demand, () -> "it is within the offer for " + free)
                        .accounted();
                requireApart(sum, taken);
                sum = sum.plus(taken);
            }
            Amounts.requireWithin(sum, free, () -> demands.size() + " tasks " + demands + " that fit the offer");
        });
    }

    private static void requireApart(Resources sum, Resources taken) {
        taken.quantities().forEach((name, quantity) -> {
            quantity.match(
                    amount -> {}, ports -> requireNotTwice(name, sum.ports(name).intersect(ports)), items -> {
                        if (sum.get(name).orElse(items.without(items)) instanceof Items before) {
                            requireNotTwice(name, items.without(items.without(before)));
                        }
                    });
        });
    }

    private static void requireNotTwice(ResourceName name, Quantity twice) {
        Law.require(twice.isZero(), () -> "two tasks of one offer take " + name + ":" + twice);
    }

    /** TR-02, no invention: nothing is offered that is not free, and what the whole offer takes is free. */
    public static Optional<String> noInvention(TranslatorSubject subject, Resources free) {
        return Law.examine("TR-02 no invention", () -> {
            Optional<Quantity> offered = subject.offered(free);
            if (offered.isEmpty() || offered.orElseThrow().isZero()) {
                return;
            }
            if (subject.has(COUNTED)) {
                requireFree(subject, offered.orElseThrow(), free);
            }
            Resources taken = subject.takenFor(offered.orElseThrow(), () -> "just that was offered for " + free)
                    .accounted();
            Amounts.requireWithin(
                    taken, free, () -> "whoever asks for the whole offer " + offered.orElseThrow() + " would");
        });
    }

    private static void requireFree(TranslatorSubject subject, Quantity offered, Resources free) {
        if (offered instanceof PortRanges ports) {
            for (ResourceName name : subject.translator().backendResources()) {
                PortRanges held = ports.without(free.ports(name));
                Law.require(held.isZero(), () -> "ports " + held + " are offered, but not free in " + name);
            }
            return;
        }
        Scale scale = subject.scale();
        Ratio ratio = subject.translator().ratio(subject.context());
        Quantity there = free.get(scale.counted()).orElse(subject.nothing());
        boolean covered = thousandths(offered)
                        .multiply(big(scale.unitsPerWhole()))
                        .multiply(big(ratio.free()))
                        .compareTo(thousandths(there).multiply(big(ratio.offered())))
                <= 0;
        Law.require(
                covered,
                () -> offered + " is offered at " + scale.unitsPerWhole() + " units each and ratio " + ratio
                        + ", which is more than the free " + scale.counted() + ":" + there);
    }
}
