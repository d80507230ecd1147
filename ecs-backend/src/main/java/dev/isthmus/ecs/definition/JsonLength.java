package dev.isthmus.ecs.definition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The length of values as JSON. ECS limits overrides in characters and task definitions in bytes. */
public final class JsonLength {

    private static final int QUOTES = 2;

    private JsonLength() {}

    /** Characters of a text, with its quotes and escapes. */
    public static int text(String value) {
        return QUOTES
                + value.chars()
                        .map(c -> switch (c) {
                            case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
                            default -> c < 0x20 ? 6 : 1;
                        })
                        .sum();
    }

    /** Bytes of a text in UTF-8, with its quotes and escapes. */
    public static int bytes(String value) {
        return text(value) - value.length() + value.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Characters of a variable in a list of them. */
    public static int variable(Map.Entry<String, String> variable) {
        return "{\"name\":,\"value\":},".length() + text(variable.getKey()) + text(variable.getValue());
    }

    /** Characters of a member that is a list of texts. */
    public static int list(String name, List<String> texts) {
        return name.length()
                + ",\"\":[]".length()
                + texts.stream().mapToInt(each -> text(each) + 1).sum();
    }

    /** Characters of a member that is a number, or of none. */
    public static int number(String name, OptionalInt value) {
        return value.isPresent()
                ? name.length()
                        + ",\"\":".length()
                        + Integer.toString(value.getAsInt()).length()
                : 0;
    }
}
