package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;

/** Translates a scalar to one that ECS counts in whole units, in a signed 32-bit integer (Resource, integerValue). */
abstract class ScalarTranslator extends EcsTranslator {

    /** The most of one resource that ECS can say. */
    static final long MOST = Integer.MAX_VALUE;

    private final ResourceName counted;

    ScalarTranslator(String name, ResourceName resource, ResourceName counted) {
        super(name, resource, counted);
        this.counted = counted;
    }

    @Override
    public final Translation<Quantity> offer(Resources free, TranslationContext context) {
        Quantity there = free.get(counted).orElse(Amount.ZERO);
        return amountOf(there)
                .flatMap(amount -> amount.wholeUp() > MOST
                        ? Translation.refused(counted + ":" + amount + " is beyond what ECS can count: at most " + MOST)
                        : Translation.of(offered(amount)));
    }

    @Override
    public final Translation<Taken> take(Quantity demand, TranslationContext context) {
        return demand instanceof Amount amount ? taken(amount) : refusedType(resource(), demand, "scalar");
    }

    /** What is offered for a free amount of at most {@link #MOST} units. */
    abstract Amount offered(Amount free);

    /** What a demand takes. */
    abstract Translation<Taken> taken(Amount demand);

    /** How much a free quantity is. */
    Translation<Amount> amountOf(Quantity free) {
        return free instanceof Amount amount ? Translation.of(amount) : refusedType(counted, free, "scalar");
    }

    final Translation<Taken> beyond(Amount demand, String bound) {
        return Translation.refused(resource() + ":" + demand + " is beyond what ECS can hold: at most " + bound);
    }

    final Resources units(long units) {
        return Resources.of(Dialect.ECS, counted, Amount.of(units));
    }
}
