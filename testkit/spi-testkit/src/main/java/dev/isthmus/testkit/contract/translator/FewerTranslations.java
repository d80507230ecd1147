package dev.isthmus.testkit.contract.translator;

import dev.isthmus.testkit.contract.FewerTries;

/** How often a law of a translator is tried. */
final class FewerTranslations extends FewerTries {

    FewerTranslations() {
        super("isthmus.contract.tries", ResourceTranslatorContract.TRIES);
    }
}
