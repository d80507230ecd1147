package dev.isthmus.api.resource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;

/**
 * An exact amount of a scalar resource, in thousandths of its unit, never negative. Mesos compares and adds scalars in the same fixed
 * point (src/common/values.cpp, {@code convertToFixed}), so that 0.1 + 0.2 is 0.3.
 *
 * @param thousandths from 0 to {@link Long#MAX_VALUE}
 */
public record Amount(long thousandths) implements Quantity, Comparable<Amount> {

    /** Nothing. */
    public static final Amount ZERO = new Amount(0);

    /** The largest amount there is: 9,223,372,036,854,775.807. */
    public static final Amount MAX = new Amount(Long.MAX_VALUE);

    private static final int DECIMALS = 3;
    private static final long SCALE = 1000;

    /** Refuses a negative amount. */
    public Amount {
        if (thousandths < 0) {
            throw new IllegalArgumentException("amount "
                    + BigDecimal.valueOf(thousandths, DECIMALS)
                            .stripTrailingZeros()
                            .toPlainString()
                    + " is negative: the smallest is 0");
        }
    }

    /** An amount of so many thousandths. */
    public static Amount ofThousandths(long thousandths) {
        return new Amount(thousandths);
    }

    /**
     * A whole amount.
     *
     * @throws IllegalArgumentException if it is negative or beyond {@link #MAX}
     */
    public static Amount of(long whole) {
        if (whole < 0) {
            throw new IllegalArgumentException("amount " + whole + " is negative: the smallest is 0");
        }
        if (whole > Long.MAX_VALUE / SCALE) {
            throw new IllegalArgumentException("amount " + whole + " is beyond the largest, " + MAX);
        }
        return new Amount(whole * SCALE);
    }

    /**
     * Reads a decimal number such as {@code 0.5} or {@code 128}. A fourth decimal is an error, not rounded.
     *
     * @throws IllegalArgumentException if it is no number, negative, finer than a thousandth or beyond {@link #MAX}
     */
    public static Amount parse(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no amount: want a decimal number such as 0.5", e);
        }
        if (value.precision() - (long) value.scale() > 19) {
            throw new IllegalArgumentException("amount " + text + " is beyond the largest, " + MAX);
        }
        try {
            return new Amount(value.setScale(DECIMALS, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "amount " + text + " cannot be held: want at most three decimals and at most " + MAX, e);
        }
    }

    /** The whole units in it, rounded down. */
    public long wholeDown() {
        return thousandths / SCALE;
    }

    /** The whole units that hold it, rounded up. */
    public long wholeUp() {
        return thousandths / SCALE + (isWhole() ? 0 : 1);
    }

    /** Whether it has no thousandths beyond whole units. */
    public boolean isWhole() {
        return thousandths % SCALE == 0;
    }

    @Override
    public <R> R fold(
            Function<? super Amount, ? extends R> amount,
            Function<? super PortRanges, ? extends R> ports,
            Function<? super Items, ? extends R> items) {
        return amount.apply(this);
    }

    @Override
    public boolean isZero() {
        return thousandths == 0;
    }

    @Override
    public boolean contains(Quantity other) {
        // The same as for any quantity; asked a million times in one allocation.
        return other instanceof Amount its ? thousandths >= its.thousandths : other.isZero();
    }

    @Override
    public Quantity plus(Quantity other) {
        return other instanceof Amount its ? plus(its) : Quantity.super.plus(other);
    }

    @Override
    public Quantity minus(Quantity other) {
        return other instanceof Amount its ? minusUpTo(its) : Quantity.super.minus(other);
    }

    @Override
    public String type() {
        return "scalar";
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if it is beyond {@link #MAX}
     */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(thousandths, other.thousandths));
    }

    /** The difference, or nothing if {@code other} is more: Mesos's subtraction never leaves a negative entry. */
    public Amount minusUpTo(Amount other) {
        return other.thousandths >= thousandths ? ZERO : new Amount(thousandths - other.thousandths);
    }

    /** The smaller of the two. */
    public Amount min(Amount other) {
        return thousandths <= other.thousandths ? this : other;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(thousandths, other.thousandths);
    }

    /** As a plain decimal without needless zeros: {@code 0.5}, {@code 128}. {@link #parse} reads it back. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(thousandths, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
