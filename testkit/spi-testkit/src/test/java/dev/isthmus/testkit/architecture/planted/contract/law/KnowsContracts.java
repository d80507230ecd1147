package dev.isthmus.testkit.architecture.planted.contract.law;

import dev.isthmus.testkit.architecture.planted.contract.translator.KnowsBackends;

/** On purpose: a law looks at who is to keep it. */
public final class KnowsContracts {

    Class<?> known() {
        return KnowsBackends.class;
    }
}
