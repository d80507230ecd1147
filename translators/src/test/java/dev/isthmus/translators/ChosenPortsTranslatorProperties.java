package dev.isthmus.translators;

import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.testkit.contract.translator.PortsTranslatorContract;

/** The laws, for ports that were chosen by the setting: few, and some of them well-known. */
class ChosenPortsTranslatorProperties extends PortsTranslatorContract {

    private static final String CHOSEN = "80,443,31000-31005";

    @Override
    protected ResourceTranslator translator() {
        return new PortsTranslator();
    }

    @Override
    protected TranslationContext context() {
        return TranslationContext.of(
                Settings.builder().set(TranslatorSettings.PORTS, CHOSEN).build());
    }

    @Override
    protected PortRanges universe() {
        return PortRanges.parse(CHOSEN);
    }
}
