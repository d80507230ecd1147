package com.example.oversubscription;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.Ratio;
import dev.isthmus.api.translation.ScalarTranslator;
import dev.isthmus.api.translation.TranslationContext;

/** Offers one and a half times the CPUs that are free: a task gets two thirds of what it asks for, and more when others are idle. */
public final class OversubscribedCpu extends ScalarTranslator {

    private static final long UNITS_PER_CPU = 1024;

    /** For {@link java.util.ServiceLoader}. */
    public OversubscribedCpu() {
        super("oversubscribed-cpu", ResourceName.CPUS, ResourceName.ECS_CPU, UNITS_PER_CPU);
    }

    /** Above {@link #DEFAULT_PRIORITY}, so that it replaces the translator of CPUs that comes with Isthmus. */
    @Override
    public int priority() {
        return 10;
    }

    @Override
    public Ratio ratio(TranslationContext context) {
        return new Ratio(3, 2);
    }
}
