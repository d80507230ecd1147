package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ScalarTranslator;

/**
 * Translates {@code mem} to {@code MEMORY}, both in MiB. ECS has whole MiB only: the reservation of a task is rounded down, so that a
 * packed offer fits, and its limit is rounded up, so that no task gets less than it asked for. 100.5 reserves 100 and is limited to 101;
 * 0.5 reserves nothing and is limited to 1. The minimum for a container, 6 MiB, is not checked here.
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
