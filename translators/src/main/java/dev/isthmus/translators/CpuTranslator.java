package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;

/**
 * {@code cpus} to {@code CPU}: one CPU is 1024 units. Offers round down to a thousandth of a CPU, demands down to a unit, so that every set
 * of tasks that fits an offer also fits the instance; rounding demands up would take 1025 of 1024 units for 0.333 + 0.333 + 0.334.
 */
public final class CpuTranslator extends ScalarTranslator {

    private static final long UNITS = 1024;
    private static final long THOUSANDTHS = 1000;
    /** The largest demand of at most {@link #MOST} units. */
    private static final Amount MOST_CPUS = Amount.ofThousandths(((MOST + 1) * THOUSANDTHS - 1) / UNITS);

    /** For {@link java.util.ServiceLoader}. */
    public CpuTranslator() {
        super("cpu", ResourceName.CPUS, ResourceName.ECS_CPU);
    }

    @Override
    Amount offered(Amount free) {
        // Thousandths of a unit over 1024 are thousandths of a CPU.
        return Amount.ofThousandths(free.thousandths() / UNITS);
    }

    @Override
    Translation<Taken> taken(Amount demand) {
        if (demand.compareTo(MOST_CPUS) > 0) {
            return beyond(demand, MOST_CPUS + " CPUs, " + MOST + " units");
        }
        return Translation.of(Taken.of(units(demand.thousandths() * UNITS / THOUSANDTHS)));
    }
}
