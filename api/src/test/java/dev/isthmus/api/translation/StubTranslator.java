package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.Set;

/** A translator that offers what is there as it is, and takes what is asked for, under another name. */
class StubTranslator implements ResourceTranslator {

    private final String name;
    private final int priority;
    private final ResourceName resource;
    private final ResourceName backendResource;

    StubTranslator(String name, int priority, ResourceName resource, ResourceName backendResource) {
        this.name = name;
        this.priority = priority;
        this.resource = resource;
        this.backendResource = backendResource;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public ResourceName resource() {
        return resource;
    }

    @Override
    public Dialect backend() {
        return Dialect.ECS;
    }

    @Override
    public Set<ResourceName> backendResources() {
        return Set.of(backendResource);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        Quantity quantity = free.get(backendResource).orElse(Amount.ZERO);
        return Translation.of(quantity);
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return Translation.of(Taken.of(Resources.of(Dialect.ECS, backendResource, demand)));
    }
}
