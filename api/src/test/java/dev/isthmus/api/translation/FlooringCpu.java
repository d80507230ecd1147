package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;

/** 1 CPU is 1024 units; rounds down both ways. */
final class FlooringCpu extends StubTranslator {

    FlooringCpu() {
        super("cpu", DEFAULT_PRIORITY, ResourceName.CPUS, ResourceName.ECS_CPU);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return Translation.of(
                Amount.ofThousandths(free.amount(ResourceName.ECS_CPU).thousandths() / 1024));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return demand instanceof Amount cpus
                ? Translation.of(Taken.of(
                        Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(cpus.thousandths() * 1024 / 1000))))
                : Translation.refused("cpus " + demand + " is a " + demand.type() + ": want a scalar");
    }
}
