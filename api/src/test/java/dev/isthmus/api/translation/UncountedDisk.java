package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;

/** Offers 1024 MiB whatever is free, and takes nothing. */
final class UncountedDisk extends StubTranslator {

    UncountedDisk() {
        super("disk", DEFAULT_PRIORITY, ResourceName.DISK, new ResourceName("none"));
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return Translation.of(Amount.of(1024));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return Translation.of(Taken.nothing(Dialect.ECS));
    }
}
