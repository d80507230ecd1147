package dev.isthmus.master.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number as it is written, because only the field tells what it should be.
 *
 * @param text a number of JSON that a {@code double} can hold, of at most {@link JsonTree#MAX_NUMBER} characters
 */
record JsonNumber(String text) {

    private static final Pattern WHOLE = Pattern.compile("-?\\d+");

    /** Of the value of a {@code double} in text: larger ones are no integer of any field. */
    private static final double TOO_LARGE = 1e20;

    double asDouble() {
        return Double.parseDouble(text);
    }

    /** As an integer of a field from {@code least} to {@code most}; what stands behind the point is cut off, as by Mesos. Empty: not within. */
    Optional<BigInteger> within(BigInteger least, BigInteger most) {
        if (Math.abs(asDouble()) > TOO_LARGE) {
            return Optional.empty();
        }
        BigInteger whole = WHOLE.matcher(text).matches()
                ? new BigInteger(text)
                : BigDecimal.valueOf(asDouble()).toBigInteger();
        return whole.compareTo(least) < 0 || whole.compareTo(most) > 0 ? Optional.empty() : Optional.of(whole);
    }
}
