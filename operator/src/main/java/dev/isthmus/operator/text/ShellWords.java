package dev.isthmus.operator.text;

import java.util.regex.Pattern;

/** Words as one types them into a shell. */
public final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellWords() {}

    /** One word: as it is where the shell takes it so, else in single quotes. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
