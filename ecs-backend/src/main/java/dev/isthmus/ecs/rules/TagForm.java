package dev.isthmus.ecs.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What AWS takes as a tag: a key of 1 to 128 characters and a value of at most 256, letters, digits, spaces and {@code + - = . _ : / @} in both, neither
 * beginning with {@code aws:}, and at most 50 of them on a task. See "Tagging your Amazon ECS resources" in the developer guide.
 */
final class TagForm {

    /** How many tags of ours a task may have; those that ECS manages are not counted. */
    static final int MOST = 50;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final String RESERVED = "aws:";
    private static final IntPredicate ALLOWED = character -> Character.isLetterOrDigit(character)
            || Character.isSpaceChar(character)
            || "+-=._:/@".indexOf(character) >= 0;

    private TagForm() {}

    /** What is wrong with a key; empty if nothing is. */
    static Optional<String> wrongKey(String key) {
        return key.isEmpty() ? Optional.of("its key is empty") : wrong("key", key, LONGEST_KEY);
    }

    /** What is wrong with a value; empty if nothing is. */
    static Optional<String> wrongValue(String value) {
        return wrong("value", value, LONGEST_VALUE);
    }

    private static Optional<String> wrong(String what, String text, int longest) {
        if (text.length() > longest) {
            return Optional.of(
                    "its " + what + " has " + text.length() + " characters, and AWS takes at most " + longest);
        }
        if (text.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
            return Optional.of("its " + what + " begins with " + RESERVED + ", which AWS keeps for itself");
        }
        return text.codePoints()
                .filter(ALLOWED.negate())
                .mapToObj(Character::toString)
                .findFirst()
                .map(character -> "its " + what + " has '" + character
                        + "', and AWS takes letters, digits, spaces and + - = . _ : / @");
    }
}
