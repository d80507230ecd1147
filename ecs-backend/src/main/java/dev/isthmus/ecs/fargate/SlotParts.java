package dev.isthmus.ecs.fargate;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of a setting that says which slots there are: {@code slots=20;cpus=4;mem=16384}. What is wrong with one is an {@link IllegalArgumentException} in words. */
public final class SlotParts {

    private final SortedMap<String, String> parts;
    private final String example;

    private SlotParts(SortedMap<String, String> parts, String example) {
        this.parts = parts;
        this.example = example;
    }

    /**
     * Parses the setting.
     *
     * @param what it says something of, such as {@code slots}
     * @param keys those that it may have
     * @param example of a whole setting
     */
    public static SlotParts of(String text, String what, List<String> keys, String example) {
        SortedMap<String, String> parts = new TreeMap<>();
        for (String part : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals).strip();
            if (equals < 0 || !keys.contains(key)) {
                throw new IllegalArgumentException("'" + part + "' says nothing of " + what + ": want "
                        + String.join("=, ", keys) + "=, such as " + example);
            }
            if (parts.put(key, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(key + " is there twice");
            }
        }
        return new SlotParts(parts, example);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The text of a part, if it is there. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(parts.get(key));
    }

    /** The text of a part that has to be there. */
    public String required(String key) {
        return text(key).orElseThrow(() -> new IllegalArgumentException(key + "= is missing; want such as " + example));
    }

    /** A whole number, if it is there. */
    public OptionalInt number(String key, int least, int most) {
        String text = parts.get(key);
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,8}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    key + "=" + text + ": want a whole number from " + least + " to " + most);
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    /** The processors that {@code arch} names; x86_64 if it is not there. */
    public CpuArchitecture architecture() {
        String text = text("arch").orElse(CpuArchitecture.X86_64.word());
        return CpuArchitecture.of(text)
                .orElseThrow(() -> new IllegalArgumentException("arch=" + text + ": want x86_64 or arm64"));
    }

    /** Whether a part is there and says {@code true}. */
    public boolean flag(String key) {
        String text = text(key).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(key + "=" + text + ": want true or false");
        }
        return text.equals("true");
    }
}
