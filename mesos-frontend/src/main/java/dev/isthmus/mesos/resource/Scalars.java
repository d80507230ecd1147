package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Amount;
import java.util.Optional;

/**
 * The doubles of Mesos as exact amounts: value x 1000, rounded to the nearest whole, halves away from zero
 * (src/common/values.cpp, {@code convertToFixed} and {@code convertToFloating}).
 */
public final class Scalars {

    private static final double SCALE = 1000.0;
    private static final double BEYOND = 0x1p63;

    private Scalars() {}

    /**
     * The amount, or nothing if Mesos takes the value for invalid: NaN, infinite, negative, too large for 64 bits of
     * thousandths, or not zero and yet rounded to zero.
     */
    public static Optional<Amount> amount(double value) {
        double scaled = value * SCALE;
        if (Double.isNaN(scaled) || scaled < 0 || scaled >= BEYOND) {
            return Optional.empty();
        }
        // Not Math.round, nor floor(x + 0.5): the sum itself rounds, and 0.49999999999999994 would become 1.
        long thousandths = (long) scaled;
        if (scaled - thousandths >= 0.5) {
            thousandths++;
        }
        if (thousandths == 0 && value != 0) {
            return Optional.empty();
        }
        return Optional.of(Amount.ofThousandths(thousandths));
    }

    /** The double that Mesos would make of it. */
    public static double value(Amount amount) {
        long whole = amount.thousandths() / 1000;
        return whole + (amount.thousandths() % 1000) / SCALE;
    }
}
