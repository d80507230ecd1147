package com.example.accelerators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.ScalarTranslator;

/** {@code network_bandwidth} in Mbit/s, which the operator registers with each instance as {@code NETWORK_BANDWIDTH} in kbit/s. */
public final class NetworkBandwidth extends ScalarTranslator {

    /** For {@link java.util.ServiceLoader}. */
    public NetworkBandwidth() {
        super("network-bandwidth", new ResourceName("network_bandwidth"), new ResourceName("NETWORK_BANDWIDTH"), 1000);
    }
}
