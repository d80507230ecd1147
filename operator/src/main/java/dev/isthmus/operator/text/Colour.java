package dev.isthmus.operator.text;

import java.util.regex.Pattern;

/** The colours of a terminal, as far as the commands use them. */
public enum Colour {
    GREEN("32"),
    YELLOW("33"),
    RED("31");

    private static final String ESCAPE = "\u001b[";

    /** What {@link #paint} writes around a text. */
    static final Pattern SEQUENCES = Pattern.compile("\u001b\\[(?:3[123]|0)m");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    /** The text in this colour, or as it is where there are no colours. */
    public String paint(String text, boolean coloured) {
        return coloured ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
