package dev.isthmus.testkit.contract.translator;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Ratio;
import dev.isthmus.testkit.contract.law.Amounts;
import dev.isthmus.testkit.contract.law.FidelityLaws;
import dev.isthmus.testkit.contract.law.TotalityLaws;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.generate.ResourceArbitraries;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The laws for a translator of a scalar. Say {@link #translator} and {@link #scale}; {@link #context} and {@link #features} if they are not
 * the usual ones.
 */
public abstract class ScalarTranslatorContract extends ResourceTranslatorContract {

    /** For subclasses. */
    protected ScalarTranslatorContract() {}

    @Override
    final Quantity nothing() {
        return Amount.ZERO;
    }

    /** Whole units that the backend can hold, and now and then a fraction. */
    @Override
    @Provide
    protected Arbitrary<Resources> free() {
        Arbitrary<Amount> whole = ResourceArbitraries.units(scale().most());
        return Arbitraries.oneOf(whole, whole, whole, ResourceArbitraries.amounts())
                .map(amount -> Resources.of(translator().backend(), scale().counted(), amount));
    }

    @Override
    @Provide
    protected Arbitrary<Quantity> demands() {
        return (features().contains(TranslatorFeature.FRACTIONS)
                        ? ResourceArbitraries.amounts()
                        : ResourceArbitraries.wholeAmounts())
                .map(amount -> amount);
    }

    /** Amounts beyond what the backend can hold, fractions where there are none, and quantities that are no scalar. */
    @Override
    @Provide
    protected Arbitrary<Quantity> unsayable() {
        List<Arbitrary<Quantity>> kinds = new ArrayList<>();
        kinds.add(ResourceArbitraries.portRanges().map(ports -> ports));
        kinds.add(ResourceArbitraries.items().map(items -> items));
        if (features().contains(TranslatorFeature.COUNTED)) {
            long first = firstBeyond();
            kinds.add(Arbitraries.oneOf(
                            Arbitraries.longs().between(first, Long.MAX_VALUE),
                            Arbitraries.longs().between(first, first + 5000))
                    .map(Amount::ofThousandths));
        }
        if (!features().contains(TranslatorFeature.FRACTIONS)) {
            kinds.add(ResourceArbitraries.amounts()
                    .filter(amount -> !amount.isWhole())
                    .map(amount -> amount));
        }
        return Arbitraries.oneOf(kinds);
    }

    /** Whole units from none to what the backend can hold. */
    @Provide
    Arbitrary<Amount> units() {
        return ResourceArbitraries.units(scale().most());
    }

    /** Sets of names. */
    @Provide
    Arbitrary<Items> devices() {
        return ResourceArbitraries.items();
    }

    /** TR-03. If it fails: {@code offer} and {@code take} use different scales, or round twice. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR03_fidelity_taking_the_whole_offer_loses_next_to_nothing(@ForAll("units") Amount free) {
        check(FidelityLaws.roundTrip(subject(), free));
    }

    /** TR-05. If it fails: {@code offer} reads a set of items as something else than their number, or does not refuse it. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR05_refusal_a_set_of_items_counts_or_is_refused(@ForAll("devices") Items free) {
        check(TotalityLaws.items(subject(), free));
    }

    /** The least demand, in thousandths, that is beyond what the backend can hold even when rounded down. */
    private long firstBeyond() {
        Ratio ratio = translator().ratio(context());
        BigInteger unit = Amounts.big(scale().unitsPerWhole()).multiply(Amounts.big(ratio.free()));
        BigInteger beyond = Amounts.big(scale().most())
                .add(BigInteger.ONE)
                .multiply(Amounts.big(1000))
                .multiply(Amounts.big(ratio.offered()));
        return beyond.add(unit).subtract(BigInteger.ONE).divide(unit).longValueExact();
    }
}
