package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ScalarTranslator;

/**
 * {@code mem} to {@code MEMORY}, both in MiB. ECS has whole MiB only: a demand is accounted rounded down, so that a packed offer fits, and
 * limited rounded up, so that no task gets less than it asked for. 100.5 is accounted as 100 and limited at 101; 0.5 is accounted as nothing
 * and limited at 1. The least that a container may have, 6 MiB, is not the business of translation.
 */
public final class MemoryTranslator extends ScalarTranslator {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryTranslator() {
        super("memory", ResourceName.MEM, ResourceName.ECS_MEMORY, 1);
    }

    @Override
    protected boolean isLimited() {
        return true;
    }

    @Override
    protected String bound(Amount demand, long units) {
        return units + " MiB";
    }
}
