package dev.isthmus.ecs.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of files in a sandbox, and the paths that they are made of. */
final class Names {

    /** The most bytes that a part of a path has on the file systems of Linux. */
    private static final int LONGEST_PART = 255;

    private Names() {}

    /** What is wrong with a name, as the end of a sentence; empty if it stays within its sandbox whatever it is put after. */
    static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.startsWith("/")) {
            return Optional.of("is absolute");
        }
        if (!isPlain(name)) {
            return Optional.of("has characters that cannot be printed");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of(part.isEmpty() ? "has an empty part" : "has the part '" + part + "'");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                return Optional.of("has a part of more than " + LONGEST_PART + " bytes");
            }
        }
        return Optional.empty();
    }

    /** Whether it is text that can be printed: neither control characters nor half of a character. */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(character -> Character.isISOControl(character)
                        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE));
    }

    /** A path without parts that say nothing: {@code a//./b} is {@code a/b}. What it begins and ends with stays. */
    static String tidied(String path) {
        List<String> parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        return (path.startsWith("/") ? "/" : "")
                + parts.stream().collect(Collectors.joining("/"))
                + (path.endsWith("/") && !parts.isEmpty() ? "/" : "");
    }
}
