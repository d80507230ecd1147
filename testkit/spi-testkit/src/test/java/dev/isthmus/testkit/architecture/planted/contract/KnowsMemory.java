package dev.isthmus.testkit.architecture.planted.contract;

import dev.isthmus.testkit.architecture.planted.memory.KnowsContracts;

/** On purpose: a contract that knows one of those whom it examines. */
public final class KnowsMemory {

    Class<?> known() {
        return KnowsContracts.class;
    }
}
