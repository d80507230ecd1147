package dev.isthmus.testkit.contract.law;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a translator does beyond the least. A feature that is not declared is not passed over: the laws then want the thing refused, or
 * absent.
 */
public enum TranslatorFeature {
    /** The backend counts the resource. Without it, a demand takes nothing, and the offer does not depend on what is free. */
    COUNTED,
    /** A demand may be a fraction. Without it, fractions are refused. */
    FRACTIONS,
    /** What is free may be told as a set of named items, of which the number counts. Without it, a set is refused. */
    ITEMS,
    /** A demand also has a hard limit, rounded up. Without it, there are no limits. */
    LIMITS;

    /** What most translators have: {@link #COUNTED} and {@link #FRACTIONS}. */
    public static Set<TranslatorFeature> usual() {
        return EnumSet.of(COUNTED, FRACTIONS);
    }
}
