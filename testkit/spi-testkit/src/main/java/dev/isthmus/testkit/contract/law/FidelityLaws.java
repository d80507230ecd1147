package dev.isthmus.testkit.contract.law;

import static dev.isthmus.testkit.contract.law.Amounts.big;
import static dev.isthmus.testkit.contract.law.Amounts.thousandths;
import static dev.isthmus.testkit.contract.law.TranslatorFeature.COUNTED;
import static dev.isthmus.testkit.contract.law.TranslatorFeature.FRACTIONS;
import static dev.isthmus.testkit.contract.law.TranslatorFeature.LIMITS;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Ratio;
import dev.isthmus.api.translation.Taken;
import java.math.BigInteger;
import java.util.Optional;

/** TR-03 and TR-07: what is taken is what was asked for, but for less than a unit. Each answers what is broken, or nothing. */
public final class FidelityLaws {

    private static final BigInteger THOUSAND = big(1000);

    private FidelityLaws() {}

    /**
     * TR-03, fidelity of a demand: what is accounted is at most the exact value and less than one unit below it. A demand that the backend
     * can hold is not refused. Ports are taken as they are.
     */
    public static Optional<String> fidelity(TranslatorSubject subject, Quantity demand) {
        return Law.examine("TR-03 fidelity", () -> {
            if (!subject.has(COUNTED)) {
                Taken taken = subject.takenFor(demand, () -> "the backend does not count it");
                Law.require(
                        taken.accounted().isEmpty(), () -> "takes " + taken + ", but the backend does not count it");
                return;
            }
            demand.match(amount -> requireNear(subject, amount), ports -> requireSamePorts(subject, ports), items -> {
                if (subject.nothing() instanceof Items) {
                    requireAsMany(subject, items);
                } else {
                    requireNear(subject, items);
                }
            });
        });
    }

    private static void requireNear(TranslatorSubject subject, Quantity demand) {
        if (!representable(subject, demand)) {
            return;
        }
        Taken taken = subject.takenFor(demand, () -> "the backend can hold it");
        BigInteger offered = big(subject.translator().ratio(subject.context()).offered());
        BigInteger shortfall =
                exact(subject, demand).subtract(accounted(subject, taken).multiply(offered));
        Law.require(
                shortfall.signum() >= 0 && shortfall.compareTo(THOUSAND.multiply(offered)) < 0,
                () -> "the demand " + demand + " is accounted as " + taken.accounted()
                        + ": want at most the exact value and" + " less than a unit below it");
    }

    /**
     * TR-03, fidelity of an offer that is taken whole: it loses less than a unit and what a thousandth of the Mesos resource is worth (for
     * CPUs on ECS, at most two units), and nothing where the free amount exists exactly in both dialects.
     *
     * @param free whole units
     */
    public static Optional<String> roundTrip(TranslatorSubject subject, Amount free) {
        return Law.examine("TR-03 fidelity", () -> {
            Scale scale = subject.scale();
            if (!subject.has(COUNTED) || !free.isWhole() || free.wholeDown() > scale.most()) {
                return;
            }
            Resources all = Resources.of(subject.translator().backend(), scale.counted(), free);
            Quantity offered = subject.offered(all)
                    .orElseThrow(() -> Law.broken(
                            "nothing is offered of " + scale.counted() + ":" + free + ", which the backend can hold"));
            Taken taken = subject.takenFor(offered, () -> "just that was offered for " + scale.counted() + ":" + free);
            Ratio ratio = subject.translator().ratio(subject.context());
            BigInteger unit = big(scale.unitsPerWhole()).multiply(big(ratio.free()));
            BigInteger step = subject.has(FRACTIONS) ? unit : unit.multiply(THOUSAND);
            BigInteger lost =
                    thousandths(free).subtract(accounted(subject, taken)).multiply(big(ratio.offered()));
            boolean exact =
                    thousandths(free).multiply(big(ratio.offered())).mod(step).signum() == 0;
            BigInteger bound = THOUSAND.multiply(big(ratio.offered())).add(step);
            Law.require(
                    exact ? lost.signum() == 0 : lost.compareTo(bound) < 0,
                    () -> "of " + scale.counted() + ":" + free + " is offered " + offered + ", which takes "
                            + taken.accounted() + ": "
                            + (exact ? "the amount exists exactly in both dialects" : "that loses too much"));
        });
    }

    /**
     * TR-07, limits: a task never gets less than it asked for. A limit is at least the exact demand and less than a unit above it, and stands
     * only where it differs from what is accounted; without {@link TranslatorFeature#LIMITS} there is none.
     */
    public static Optional<String> limits(TranslatorSubject subject, Quantity demand) {
        return Law.examine("TR-07 limits", () -> {
            Optional<Taken> answer = TranslatorSubject.value(subject.take(demand));
            if (answer.isEmpty()) {
                return;
            }
            Taken taken = answer.orElseThrow();
            if (!subject.has(LIMITS)) {
                Law.require(
                        taken.limits().isEmpty(), () -> "the demand " + demand + " has the limit " + taken.limits());
                return;
            }
            Amount limit = taken.limits().amount(subject.scale().counted());
            boolean given = !limit.isZero();
            BigInteger effective = given ? thousandths(limit) : accounted(subject, taken);
            BigInteger offered =
                    big(subject.translator().ratio(subject.context()).offered());
            BigInteger over = effective.multiply(offered).subtract(exact(subject, demand));
            Law.require(
                    over.signum() >= 0,
                    () -> "the demand " + demand + " is limited at " + Amount.ofThousandths(effective.longValueExact())
                            + ", which is less than it asks for");
            Law.require(
                    over.compareTo(THOUSAND.multiply(offered)) < 0,
                    () -> "the demand " + demand + " is limited at " + limit + ", a unit or more above it");
            Law.require(
                    !given || !thousandths(limit).equals(accounted(subject, taken)),
                    () -> "the demand " + demand + " has the limit " + limit + ", which is what is accounted anyway");
        });
    }

    private static void requireSamePorts(TranslatorSubject subject, PortRanges ports) {
        TranslatorSubject.value(subject.take(ports)).ifPresent(taken -> {
            PortRanges all = PortRanges.NONE;
            for (var name : subject.translator().backendResources()) {
                all = all.union(taken.accounted().ports(name));
            }
            Law.require(all.equals(ports), () -> "the ports " + ports + " are accounted as " + taken.accounted());
        });
    }

    private static void requireAsMany(TranslatorSubject subject, Items items) {
        Taken taken = subject.takenFor(items, () -> "the backend lists such items");
        Law.require(
                accounted(subject, taken).equals(thousandths(items)),
                () -> "the items " + items + " are accounted as " + taken.accounted());
    }

    /** Whether the backend can surely hold this demand, however it is rounded. */
    private static boolean representable(TranslatorSubject subject, Quantity demand) {
        if (!(demand instanceof Amount amount) || !(subject.has(FRACTIONS) || amount.isWhole())) {
            return false;
        }
        BigInteger most = big(subject.scale().most())
                .multiply(THOUSAND)
                .multiply(big(subject.translator().ratio(subject.context()).offered()));
        return exact(subject, demand).compareTo(most) <= 0;
    }

    /** The exact value of a demand, in thousandths of a unit, times what the ratio offers. */
    private static BigInteger exact(TranslatorSubject subject, Quantity demand) {
        return thousandths(demand)
                .multiply(big(subject.scale().unitsPerWhole()))
                .multiply(big(subject.translator().ratio(subject.context()).free()));
    }

    private static BigInteger accounted(TranslatorSubject subject, Taken taken) {
        return thousandths(taken.accounted().get(subject.scale().counted()).orElse(Amount.ZERO));
    }
}
