package dev.isthmus.translators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;
import java.util.EnumSet;
import java.util.Set;

/** The laws, for disk space, which the backend does not count. */
class DiskTranslatorProperties extends ScalarTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new DiskTranslator();
    }

    @Override
    protected Scale scale() {
        return Scale.ofEcs(new ResourceName("DISK"), 1);
    }

    @Override
    protected Set<TranslatorFeature> features() {
        return EnumSet.of(TranslatorFeature.FRACTIONS);
    }
}
