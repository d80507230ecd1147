package dev.isthmus.translators;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import java.util.Set;
import java.util.function.Function;

/** A good translator with one thing made wrong on purpose. */
final class Mutant implements ResourceTranslator {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());

    private final ResourceTranslator good;
    private final Function<Resources, Translation<Quantity>> offer;
    private final Function<Quantity, Translation<Taken>> take;

    private Mutant(
            ResourceTranslator good,
            Function<Resources, Translation<Quantity>> offer,
            Function<Quantity, Translation<Taken>> take) {
        this.good = good;
        this.offer = offer;
        this.take = take;
    }

    static Mutant of(ResourceTranslator good) {
        return new Mutant(good, free -> good.offer(free, CONTEXT), demand -> good.take(demand, CONTEXT));
    }

    Mutant offering(Function<Resources, Translation<Quantity>> wrong) {
        return new Mutant(good, wrong, take);
    }

    Mutant taking(Function<Quantity, Translation<Taken>> wrong) {
        return new Mutant(good, offer, wrong);
    }

    @Override
    public String name() {
        return "mutant";
    }

    @Override
    public ResourceName resource() {
        return good.resource();
    }

    @Override
    public Dialect backend() {
        return good.backend();
    }

    @Override
    public Set<ResourceName> backendResources() {
        return good.backendResources();
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return offer.apply(free);
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return take.apply(demand);
    }
}
