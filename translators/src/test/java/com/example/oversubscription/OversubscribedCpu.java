package com.example.oversubscription;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Ratio;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import java.util.Set;

/** Offers one and a half times the CPUs that are free: a task gets two thirds of what it asks for, and more when others are idle. */
public final class OversubscribedCpu implements ResourceTranslator {

    private static final long UNITS_PER_CPU = 1024;
    private static final long MOST_UNITS = Integer.MAX_VALUE;

    @Override
    public String name() {
        return "oversubscribed-cpu";
    }

    /** Above {@link #DEFAULT_PRIORITY}, so that it replaces the translator of CPUs that comes with Isthmus. */
    @Override
    public int priority() {
        return 10;
    }

    @Override
    public ResourceName resource() {
        return ResourceName.CPUS;
    }

    @Override
    public Dialect backend() {
        return Dialect.ECS;
    }

    @Override
    public Set<ResourceName> backendResources() {
        return Set.of(ResourceName.ECS_CPU);
    }

    @Override
    public Ratio ratio(TranslationContext context) {
        return new Ratio(3, 2);
    }

    /** Rounds down to a thousandth of a CPU. */
    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        Quantity there = free.get(ResourceName.ECS_CPU).orElse(Amount.ZERO);
        if (!(there instanceof Amount units)) {
            return Translation.refused("CPU:" + there + " is of type " + there.type() + ": want scalar");
        }
        return units.wholeUp() > MOST_UNITS
                ? Translation.refused("CPU:" + units + " is beyond what ECS can count: at most " + MOST_UNITS)
                : Translation.of(Amount.ofThousandths(units.thousandths() * 3 / (2 * UNITS_PER_CPU)));
    }

    /** Rounds down to a unit, once: to round twice, or up, would break the law of fit. */
    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        if (!(demand instanceof Amount cpus)) {
            return Translation.refused("cpus:" + demand + " is of type " + demand.type() + ": want scalar");
        }
        if (cpus.wholeDown() > MOST_UNITS || units(cpus) > MOST_UNITS) {
            return Translation.refused(
                    "cpus:" + cpus + " is beyond what ECS can hold: at most " + MOST_UNITS + " units");
        }
        return Translation.of(Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(units(cpus)))));
    }

    private static long units(Amount cpus) {
        return cpus.thousandths() * UNITS_PER_CPU * 2 / (3 * 1000);
    }
}
