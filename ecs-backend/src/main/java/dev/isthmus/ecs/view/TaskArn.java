package dev.isthmus.ecs.view;

import java.util.HexFormat;

/**
 * The ARN of a task, which takes a quarter of the memory of its text where it is as ECS makes them: what all tasks of a cluster have in common is one text, and the id of
 * the task is a number. Immutable.
 */
public sealed interface TaskArn {

    /** An ARN of that text. */
    static TaskArn of(String text) {
        int slash = text.length() - Id.DIGITS - 1;
        if (slash < 0 || text.charAt(slash) != '/' || !Id.isLowerHex(text, slash + 1)) {
            return new Text(text);
        }
        int id = slash + 1;
        int middle = id + Id.DIGITS / 2;
        return new Id(
                text.substring(0, id).intern(),
                HexFormat.fromHexDigitsToLong(text, id, middle),
                HexFormat.fromHexDigitsToLong(text, middle, text.length()));
    }

    /** Its text. */
    String text();

    /**
     * One that ends in a slash and 32 lower case hexadecimal digits.
     *
     * @param before what is before the digits
     * @param high the first 16 digits
     * @param low the others
     */
    record Id(String before, long high, long low) implements TaskArn {

        private static final int DIGITS = 32;

        private static final HexFormat HEX = HexFormat.of();

        private static boolean isLowerHex(String text, int from) {
            for (int i = from; i < text.length(); i++) {
                char digit = text.charAt(i);
                if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return before + HEX.toHexDigits(high) + HEX.toHexDigits(low);
        }
    }

    /** Any other. */
    record Text(String text) implements TaskArn {}
}
