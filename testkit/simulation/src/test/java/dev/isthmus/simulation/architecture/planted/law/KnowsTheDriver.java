package dev.isthmus.simulation.architecture.planted.law;

import dev.isthmus.simulation.architecture.planted.driver.AsksRealTime;

/** On purpose: a law looks into a driver. */
public final class KnowsTheDriver {

    Class<?> known() {
        return AsksRealTime.class;
    }
}
