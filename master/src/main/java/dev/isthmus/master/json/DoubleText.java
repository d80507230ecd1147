package dev.isthmus.master.json;

import java.math.BigDecimal;
import java.util.Locale;

/** Doubles as Mesos writes them, so that a reader sees by the point that they are none of the integers. */
final class DoubleText {

    /** From here on to {@link #EXPONENT_FROM} without an exponent. */
    private static final double PLAIN_FROM = 1e-6;

    private static final double EXPONENT_FROM = 1e21;

    private DoubleText() {}

    /** What is not finite is no number of JSON and stands as a text, which the readers of Mesos know. */
    static String write(double value) {
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
