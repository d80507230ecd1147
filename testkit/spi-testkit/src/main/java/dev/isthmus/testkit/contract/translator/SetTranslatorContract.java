package dev.isthmus.testkit.contract.translator;

import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.law.SetLaws;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.contract.law.TranslatorSubject;
import dev.isthmus.testkit.generate.ResourceArbitraries;
import dev.isthmus.testkit.generate.Split;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The laws for a translator of a set of named items, such as the ids of accelerators, whose backend lists the items that are free under one
 * name. Say {@link #translator}; {@link #items} if only some names can be said.
 */
public abstract class SetTranslatorContract extends ResourceTranslatorContract {

    /** For subclasses. */
    protected SetTranslatorContract() {}

    /** Sets of names that both sides can say; by default of up to 16 devices. */
    @Provide
    protected Arbitrary<Items> items() {
        return ResourceArbitraries.items();
    }

    @Override
    protected final Set<TranslatorFeature> features() {
        return Set.of(TranslatorFeature.COUNTED);
    }

    @Override
    final Quantity nothing() {
        return Items.of(List.of());
    }

    @Override
    protected final Scale scale() {
        return Scale.ofEcs(listed(), 1);
    }

    private ResourceName listed() {
        Set<ResourceName> names = translator().backendResources();
        if (names.size() != 1) {
            throw new IllegalStateException("a translator of a set reads one resource of the backend, but "
                    + translator().getClass().getName() + " names " + names);
        }
        return names.iterator().next();
    }

    @Override
    @Provide
    protected Arbitrary<Resources> free() {
        return items().map(items -> Resources.of(translator().backend(), listed(), items));
    }

    @Override
    @Provide
    protected Arbitrary<Quantity> demands() {
        return items().map(items -> items);
    }

    /** Quantities that are no set. */
    @Override
    @Provide
    protected Arbitrary<Quantity> unsayable() {
        return Arbitraries.oneOf(
                ResourceArbitraries.amounts().map(amount -> amount),
                ResourceArbitraries.portRanges().map(ports -> ports));
    }

    /** TR-09. If it fails: {@code offer} leaves items out, or makes two of one. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR09_sets_every_free_item_is_offered(@ForAll("free") Resources free) {
        check(SetLaws.all(subject(), free));
    }

    /** TR-09. If it fails: {@code take} takes another item than was asked for, or only how many. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR09_sets_what_is_taken_is_that_item_and_no_other(
            @ForAll("free") Resources free, @ForAll("fewWeights") List<Integer> weights) {
        TranslatorSubject subject = subject();
        subject.offered(free).ifPresent(offered -> check(SetLaws.identity(subject, free, parts(offered, weights))));
    }

    private static List<Quantity> parts(Quantity offered, List<Integer> weights) {
        return Split.of(offered, weights);
    }
}
