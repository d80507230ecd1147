package org.example.shop.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Ratio;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import java.util.Set;
import org.example.shop.Rounding;
import org.example.shop.Sign;

/** A translator in the jar of a framework, with a class of its own elsewhere and an eye on the framework's. */
public final class ShopTranslator implements ResourceTranslator {

    /** Found by name. */
    public ShopTranslator() {}

    @Override
    public String name() {
        return "own-cpus";
    }

    @Override
    public int priority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public ResourceName resource() {
        return ResourceName.CPUS;
    }

    @Override
    public Dialect backend() {
        return Dialect.ECS;
    }

    @Override
    public Set<ResourceName> backendResources() {
        return Set.of(ResourceName.ECS_CPU);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return Translation.of(Amount.of(free.amount(ResourceName.ECS_CPU).wholeDown() / 1024));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        System.out.println("shop's translator in use: " + Sign.text());
        Amount amount = Rounding.units((Amount) demand);
        return Translation.of(Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_CPU, amount)));
    }

    @Override
    public Ratio ratio(TranslationContext context) {
        return new Ratio(1, 1);
    }
}
