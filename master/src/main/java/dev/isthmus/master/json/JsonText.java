package dev.isthmus.master.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.isthmus.mesos.protobuf.Message;
import java.util.Map;

/** Writes what is no message, in Mesos's JSON: maps as objects in their order, lists, messages, texts, booleans, whole numbers, and numbers with a point. */
public final class JsonText {

    private static final JsonStringEncoder ESCAPES = JsonStringEncoder.getInstance();

    private JsonText() {}

    /**
     * Writes a value in one line.
     *
     * @throws IllegalArgumentException if it is of any other kind
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            char before = '{';
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(before);
                before = ',';
                quote(String.valueOf(member.getKey()), out);
                out.append(':');
                write(member.getValue(), out);
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Iterable<?> items) {
            char before = '[';
            for (Object item : items) {
                out.append(before);
                before = ',';
                write(item, out);
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
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        ESCAPES.quoteAsString(Surrogates.pair(text), out);
        out.append('"');
    }
}
