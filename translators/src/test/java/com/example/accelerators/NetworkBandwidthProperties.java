package com.example.accelerators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;

/** The laws, for a scalar of one's own. */
class NetworkBandwidthProperties extends ScalarTranslatorContract {

    @Override
    protected ResourceTranslator translator() {
        return new NetworkBandwidth();
    }

    @Override
    protected Scale scale() {
        return Scale.ofEcs(new ResourceName("NETWORK_BANDWIDTH"), 1000);
    }
}
