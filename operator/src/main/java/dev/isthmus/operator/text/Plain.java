package dev.isthmus.operator.text;

import java.util.regex.Matcher;

/** What others have named is shown so that it moves no cursor, changes no colour and breaks no line of a terminal. */
public final class Plain {

    private Plain() {}

    /**
     * One line: a line feed and a tab are written as in C, and a question mark stands for each other control character, and for each that turns the
     * direction of writing round.
     */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '\n' -> plain.append("\\n");
                case '\t' -> plain.append("\\t");
                default -> plain.appendCodePoint(isPlain(letter) ? letter : '?');
            }
        });
        return plain.toString();
    }

    /** The same of a line with {@link Colour}s of ours, which stay. */
    public static String ofPainted(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        Matcher colours = Colour.SEQUENCES.matcher(line);
        int done = 0;
        while (colours.find()) {
            plain.append(of(line.substring(done, colours.start()))).append(colours.group());
            done = colours.end();
        }
        return plain.append(of(line.substring(done))).toString();
    }

    private static boolean isPlain(int letter) {
        boolean isTurn = (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
        return !Character.isISOControl(letter) && letter != 0x2028 && letter != 0x2029 && !isTurn;
    }
}
