package org.example.shop;

import dev.isthmus.api.resource.Amount;

/** Of another package than the translator that uses it, and made for the API as that is. */
public final class Rounding {

    private Rounding() {}

    /** To whole CPUs, at least one eighth. */
    public static Amount units(Amount cpus) {
        return Amount.of(Math.max(128, cpus.wholeDown() * 1024));
    }
}
