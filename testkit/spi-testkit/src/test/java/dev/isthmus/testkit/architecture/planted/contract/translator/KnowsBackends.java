package dev.isthmus.testkit.architecture.planted.contract.translator;

import dev.isthmus.testkit.architecture.planted.contract.backend.KnowsJournals;

/** On purpose: the contract of translators looks at that of backends. */
public final class KnowsBackends {

    Class<?> known() {
        return KnowsJournals.class;
    }
}
