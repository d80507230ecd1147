package com.example.accelerators;

import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.translator.SetTranslatorContract;

/** The laws, for a set of one's own. */
class NeuronsProperties extends SetTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new Neurons();
    }
}
