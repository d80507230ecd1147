package dev.isthmus.translators;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Translation;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Base class of the translators to ECS: their backend, and how they refuse a quantity of the wrong type. */
abstract class EcsTranslator implements ResourceTranslator {

    private final String name;
    private final ResourceName resource;
    private final Set<ResourceName> backendResources;

    EcsTranslator(String name, ResourceName resource, ResourceName... backendResources) {
        this.name = name;
        this.resource = resource;
        this.backendResources = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(backendResources)));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ResourceName resource() {
        return resource;
    }

    @Override
    public final Dialect backend() {
        return Dialect.ECS;
    }

    @Override
    public final Set<ResourceName> backendResources() {
        return backendResources;
    }

    static <T> Translation<T> refusedType(ResourceName name, Quantity given, String wanted) {
        return Translation.refused(name + ":" + given + " is of type " + given.type() + ": want " + wanted);
    }
}
