package dev.isthmus.mesos.framework;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The syntax of ids that a framework chooses (src/common/validation.cpp, {@code validateID}). */
public final class Ids {

    private static final int LONGEST = 255;

    private Ids() {}

    /** What is wrong with the id, if anything is. */
    public static Optional<String> problem(String id) {
        if (id.isEmpty()) {
            return Optional.of("ID must not be empty");
        }
        int length = id.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            return Optional.of("ID must not be greater than " + LONGEST + " bytes, it has " + length);
        }
        if (id.equals(".") || id.equals("..")) {
            return Optional.of("'" + id + "' is disallowed");
        }
        boolean forbidden = id.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '/' || c == '\\');
        return forbidden
                ? Optional.of("'" + printable(id) + "' contains invalid characters: no control character, '/' or '\\'")
                : Optional.empty();
    }

    private static String printable(String id) {
        return id.replaceAll("\\p{Cntrl}", "?");
    }
}
