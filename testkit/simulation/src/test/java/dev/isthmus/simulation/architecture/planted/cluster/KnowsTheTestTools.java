package dev.isthmus.simulation.architecture.planted.cluster;

import org.junit.jupiter.api.Test;

/** On purpose: it knows what no world needs. */
public final class KnowsTheTestTools {

    Class<?> known() {
        return Test.class;
    }
}
