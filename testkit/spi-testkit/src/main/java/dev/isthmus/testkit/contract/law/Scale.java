package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.resource.ResourceName;

/**
 * What a Mesos resource is in the backend, exactly, before any rounding and before a translator's own {@link
 * dev.isthmus.api.translation.ResourceTranslator#ratio}.
 *
 * @param counted the name under which the backend counts it
 * @param unitsPerWhole how many of its units one whole of the Mesos resource is, such as 1024 for CPUs on ECS; above zero
 * @param most the most units the backend can hold, in whole units
 */
public record Scale(ResourceName counted, long unitsPerWhole, long most) {

    /** Checks the bounds. */
    public Scale {
        if (unitsPerWhole <= 0 || most <= 0) {
            throw new IllegalArgumentException(
                    "scale of " + counted + ": want units and most above zero, got " + unitsPerWhole + " and " + most);
        }
    }

    /** A resource that ECS counts in a signed 32-bit integer. */
    public static Scale ofEcs(ResourceName counted, long unitsPerWhole) {
        return new Scale(counted, unitsPerWhole, Integer.MAX_VALUE);
    }
}
