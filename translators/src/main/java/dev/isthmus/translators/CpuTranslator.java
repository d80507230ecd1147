package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ScalarTranslator;

/**
 * Translates {@code cpus} to {@code CPU}: one CPU is 1024 units. Offers are rounded down to a thousandth of a CPU and demands down to a
 * unit, so that any set of tasks that fits an offer also fits the instance. If demands were rounded up, 0.333 + 0.333 + 0.334 would take
 * 1025 of 1024 units.
 */
public final class CpuTranslator extends ScalarTranslator {

    private static final long UNITS = 1024;

    /** For {@link java.util.ServiceLoader}. */
    public CpuTranslator() {
        super("cpu", ResourceName.CPUS, ResourceName.ECS_CPU, UNITS);
    }

    @Override
    protected String bound(Amount demand, long units) {
        return demand + " CPUs, " + units + " units";
    }
}
