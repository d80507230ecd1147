package com.example.accelerators;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.translation.SetTranslator;

/** {@code neuron}, the cores of an accelerator by name, registered with each instance as the set {@code NEURON}. */
public final class Neurons extends SetTranslator {

    /** For {@link java.util.ServiceLoader}. */
    public Neurons() {
        super("neurons", new ResourceName("neuron"), new ResourceName("NEURON"));
    }
}
