package dev.isthmus.master.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.isthmus.mesos.protobuf.Message;
import java.util.Map;

/** Writes what is no message, in Mesos's JSON: maps as objects in their order, lists, messages, texts, booleans, whole numbers, and numbers with a point. */
public final class JsonText {

    /** A value that has been written already. */
    public record Written(String text) {}

    private static final JsonStringEncoder ESCAPES = JsonStringEncoder.getInstance();

    private JsonText() {}

    /**
     * Writes a value in one line.
     *
     * @throws IllegalArgumentException if it is of any other kind
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    /**
     * Writes a value in one line after what there is.
     *
     * @throws IllegalArgumentException if it is of any other kind
     */
    public static void append(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            char before = '{';
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(before);
                before = ',';
                quote(String.valueOf(member.getKey()), out);
                out.append(':');
                append(member.getValue(), out);
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Iterable<?> items) {
            char before = '[';
            for (Object item : items) {
                out.append(before);
                before = ',';
                append(item, out);
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof Message message) {
            new MessageWriter(out).write(message);
        } else if (value instanceof Double number) {
            out.append(DoubleText.write(number));
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof Written written) {
            out.append(written.text());
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /** What stands between quotes. */
    static void escape(String text, StringBuilder out) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            ESCAPES.quoteAsString(Surrogates.pair(text), out);
        }
    }

    /** Whether it stands for itself, as nearly all texts do. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }
}
