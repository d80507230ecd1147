package dev.isthmus.api.failure;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Shortens messages that repeat values of users, which can be of any length: lists of files, long values, a thousand ports. Stateless; any
 * thread.
 */
public final class Brief {

    /** The most characters of a message. */
    public static final int LONGEST_MESSAGE = 1_000;

    /** The most characters of one value within a message. */
    public static final int LONGEST_VALUE = 150;

    /** The most items of a list within a message. */
    public static final int MOST_ITEMS = 3;

    /** What is kept of the end of a message, which says what to do. */
    private static final int END = 350;

    private static final int WORDS = 50;

    private Brief() {}

    /** The first items, none longer than {@link #LONGEST_VALUE}, separated by commas, and how many more there are. */
    public static String list(Collection<String> items) {
        String first = items.stream().limit(MOST_ITEMS).map(Brief::value).collect(Collectors.joining(", "));
        int more = items.size() - MOST_ITEMS;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** The value; of a longer one than {@link #LONGEST_VALUE} its beginning, and how long it is. */
    public static String value(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return value;
        }
        String length = "... (" + value.length() + " characters)";
        return begin(value, LONGEST_VALUE - length.length()) + length;
    }

    /** The message; of a longer one than {@link #LONGEST_MESSAGE} its beginning and its end, and how much is left out between them. */
    public static String message(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        String begin = begin(message, LONGEST_MESSAGE - END - WORDS);
        int from = message.length() - END;
        String end = message.substring(Character.isLowSurrogate(message.charAt(from)) ? from + 1 : from);
        return begin + " ... (" + (message.length() - begin.length() - end.length()) + " characters left out) ... "
                + end;
    }

    /** So many characters, but never half of one. */
    private static String begin(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
