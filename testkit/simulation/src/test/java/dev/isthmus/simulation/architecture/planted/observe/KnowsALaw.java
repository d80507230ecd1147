package dev.isthmus.simulation.architecture.planted.observe;

import dev.isthmus.simulation.architecture.planted.law.KnowsTheDriver;

/** On purpose: an observer knows who judges. */
public final class KnowsALaw {

    Class<?> known() {
        return KnowsTheDriver.class;
    }
}
