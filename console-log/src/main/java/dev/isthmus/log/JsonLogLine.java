package dev.isthmus.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A flat JSON object of strings, which is built from left to right and is one line whatever is in it. */
final class JsonLogLine {

    private static final int REPLACEMENT = 0xFFFD;

    private final StringBuilder text = new StringBuilder("{");

    /** Adds a member; without a value it is the empty string. */
    JsonLogLine with(String name, @Nullable String value) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
        quote(value == null ? "" : value);
        return this;
    }

    /** The whole, with the end of the line. */
    String end() {
        return text.append("}\n").toString();
    }

    private void quote(String value) {
        text.append('"');
        value.codePoints().forEach(this::append);
        text.append('"');
    }

    private void append(int point) {
        switch (point) {
            case '"', '\\' -> text.append('\\').append((char) point);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (endsLines(point)) {
                    text.append(String.format(Locale.ROOT, "\\u%04x", point));
                } else {
                    text.appendCodePoint(isHalf(point) ? REPLACEMENT : point);
                }
            }
        }
    }

    /** For JSON only the first 32 must be escaped; there are readers that end a line at one of the others. */
    private static boolean endsLines(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
