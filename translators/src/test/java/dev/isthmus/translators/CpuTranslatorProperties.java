package dev.isthmus.translators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;

/** The laws, for CPUs. */
class CpuTranslatorProperties extends ScalarTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new CpuTranslator();
    }

    @Override
    protected Scale scale() {
        return Scale.ofEcs(ResourceName.ECS_CPU, 1024);
    }
}
