package dev.isthmus.master.json;

import java.math.BigDecimal;
import java.util.Locale;

/** Doubles as Mesos writes them, so that a reader sees by the point that they are none of the integers. */
final class DoubleText {

    /** From here on to {@link #EXPONENT_FROM} without an exponent. */
    private static final double PLAIN_FROM = 1e-6;

    private static final double EXPONENT_FROM = 1e21;

    private static final double THOUSAND = 1000;
    /** Up to here no two numbers of thousandths are the same double. */
    private static final long MOST_THOUSANDTHS = 1_000_000_000_000_000L;

    private DoubleText() {}

    /** What nearly all are, at a tenth of the time. */
    private static String thousandths(long value) {
        long size = Math.abs(value);
        int part = (int) (size % 1000);
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "")
                .append(size / 1000)
                .append('.')
                .append(part / 100);
        if (part % 100 != 0) {
            text.append(part / 10 % 10);
            if (part % 10 != 0) {
                text.append(part % 10);
            }
        }
        return text.toString();
    }

    /** What is not finite is no number of JSON and stands as a text, which the readers of Mesos know. */
    static String write(double value) {
        long thousandths = Math.round(value * THOUSAND);
        if (thousandths != 0
                && thousandths > -MOST_THOUSANDTHS
                && thousandths < MOST_THOUSANDTHS
                && thousandths / THOUSAND == value) {
            return thousandths(thousandths);
        }
        String text = Double.toString(value);
        if (!Double.isFinite(value)) {
            return '"' + text + '"';
        }
        if (text.indexOf('E') < 0) {
            return text;
        }
        double size = Math.abs(value);
        if (size < PLAIN_FROM || size >= EXPONENT_FROM) {
            return text.toLowerCase(Locale.ROOT);
        }
        String plain = new BigDecimal(text).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
