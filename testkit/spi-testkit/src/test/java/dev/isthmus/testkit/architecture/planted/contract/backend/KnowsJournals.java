package dev.isthmus.testkit.architecture.planted.contract.backend;

import dev.isthmus.testkit.architecture.planted.contract.journal.KnowsTranslators;

/** On purpose: the contract of backends looks at that of journals. */
public final class KnowsJournals {

    Class<?> known() {
        return KnowsTranslators.class;
    }
}
