package com.example.oversubscription;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;

/** The laws, for CPUs offered one and a half times. */
class OversubscribedCpuProperties extends ScalarTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new OversubscribedCpu();
    }

    @Override
    protected Scale scale() {
        return Scale.ofEcs(ResourceName.ECS_CPU, 1024);
    }
}
