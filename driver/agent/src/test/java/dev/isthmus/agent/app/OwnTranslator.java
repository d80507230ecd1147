package dev.isthmus.agent.app;

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

/** A translator of a user's own, which knows the plain api alone, with a class beside it. */
public final class OwnTranslator implements ResourceTranslator {

    /** Found by name. */
    public OwnTranslator() {}

    private static final class Helper {

        private static final String TEXT = "with its helper";

        private Helper() {}

        private static Amount units(long amount) {
            return Amount.of(amount);
        }

        private static String text() {
            return TEXT;
        }
    }

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
        return Translation.of(Helper.units(free.amount(ResourceName.ECS_CPU).wholeDown() / 1024));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        System.out.println("own translator in use, " + Helper.text());
        Amount amount = Helper.units(Math.max(128, ((Amount) demand).wholeDown() * 1024));
        return Translation.of(Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_CPU, amount)));
    }

    @Override
    public Ratio ratio(TranslationContext context) {
        return new Ratio(1, 1);
    }
}
