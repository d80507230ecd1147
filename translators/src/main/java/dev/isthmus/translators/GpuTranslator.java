package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ScalarTranslator;
import dev.isthmus.api.translation.Translation;

/**
 * Translates {@code gpus} to {@code GPU}, whole devices on both sides. The free amount may be a number or the set of the devices' ids,
 * which ECS agents report; the number is offered. ECS decides which devices a task gets, so a demand takes a number.
 */
public final class GpuTranslator extends ScalarTranslator {

    /** For {@link java.util.ServiceLoader}. */
    public GpuTranslator() {
        super("gpu", ResourceName.GPUS, ResourceName.ECS_GPU, 1);
    }

    @Override
    protected boolean isDivisible() {
        return false;
    }

    @Override
    protected String whyWhole() {
        return "a GPU cannot be shared";
    }

    @Override
    protected Translation<Amount> amountOf(Quantity free) {
        return free instanceof Items items
                ? Translation.of(Amount.of(items.names().size()))
                : super.amountOf(free);
    }

    @Override
    protected String bound(Amount demand, long units) {
        return units + " GPUs";
    }
}
