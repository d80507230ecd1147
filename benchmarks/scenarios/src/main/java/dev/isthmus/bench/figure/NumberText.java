package dev.isthmus.bench.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they are shown: three digits that count, or all before the point. */
public final class NumberText {

    private static final MathContext THREE = new MathContext(3);

    private NumberText() {}

    /** A number, with commas between thousands. */
    public static String of(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value).round(THREE).stripTrailingZeros().toPlainString();
    }

    /** A whole number, with commas between thousands. */
    public static String ofCount(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A median, with the least and the most where they differ. */
    public static String of(Spread spread) {
        String median = of(spread.median());
        String least = of(spread.least());
        String most = of(spread.most());
        return least.equals(most) ? median : median + " (" + least + " to " + most + ")";
    }
}
