package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;

/** Offers the number of what is free, be it a number or a set of names. */
final class CountedGpus extends StubTranslator {

    CountedGpus() {
        super("gpu", DEFAULT_PRIORITY, ResourceName.GPUS, ResourceName.ECS_GPU);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return Translation.of(free.get(ResourceName.ECS_GPU)
                .map(gpus ->
                        gpus instanceof Items items ? Amount.of(items.names().size()) : gpus)
                .orElse(Amount.ZERO));
    }
}
