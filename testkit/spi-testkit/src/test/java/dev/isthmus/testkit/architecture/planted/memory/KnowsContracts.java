package dev.isthmus.testkit.architecture.planted.memory;

import dev.isthmus.testkit.architecture.planted.contract.KnowsMemory;

/** On purpose: a backend that knows who examines it. */
public final class KnowsContracts {

    Class<?> known() {
        return KnowsMemory.class;
    }
}
