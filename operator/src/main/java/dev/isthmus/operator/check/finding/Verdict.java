package dev.isthmus.operator.check.finding;

import dev.isthmus.operator.text.Colour;
import java.util.Locale;

/** What a line of a check says. */
public enum Verdict {
    OK(Colour.GREEN),
    /** It cannot be known, or is right for some and wrong for others: somebody should look. */
    UNKNOWN(Colour.YELLOW),
    WRONG(Colour.RED);

    private final Colour colour;

    Verdict(Colour colour) {
        this.colour = colour;
    }

    /** As it is written, in JSON too. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Colour colour() {
        return colour;
    }
}
