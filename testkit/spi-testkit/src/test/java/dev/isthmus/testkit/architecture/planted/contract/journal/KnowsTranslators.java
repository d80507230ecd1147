package dev.isthmus.testkit.architecture.planted.contract.journal;

import dev.isthmus.testkit.architecture.planted.contract.translator.KnowsBackends;

/** On purpose: the contract of journals looks at that of translators. */
public final class KnowsTranslators {

    Class<?> known() {
        return KnowsBackends.class;
    }
}
