package dev.isthmus.translators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;
import java.util.EnumSet;
import java.util.Set;

/** The laws, for memory. */
class MemoryTranslatorProperties extends ScalarTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new MemoryTranslator();
    }

    @Override
    protected Scale scale() {
        return Scale.ofEcs(ResourceName.ECS_MEMORY, 1);
    }

    @Override
    protected Set<TranslatorFeature> features() {
        return EnumSet.of(TranslatorFeature.COUNTED, TranslatorFeature.FRACTIONS, TranslatorFeature.LIMITS);
    }
}
