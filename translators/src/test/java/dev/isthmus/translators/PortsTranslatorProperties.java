package dev.isthmus.translators;

import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.translator.PortsTranslatorContract;

/** The laws, for the ports that are offered by default. */
class PortsTranslatorProperties extends PortsTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new PortsTranslator();
    }
}
