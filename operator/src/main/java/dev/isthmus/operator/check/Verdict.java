package dev.isthmus.operator.check;

import dev.isthmus.operator.text.Colour;
import java.util.Locale;

/** What a line of a check says. */
enum Verdict {
    OK(Colour.GREEN),
    /** It cannot be known, or is right for some and wrong for others: somebody should look. */
    UNKNOWN(Colour.YELLOW),
    WRONG(Colour.RED);

    private final Colour colour;

    Verdict(Colour colour) {
        this.colour = colour;
    }

    /** As it is written, in JSON too. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Colour colour() {
        return colour;
    }
}
