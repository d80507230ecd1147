package dev.isthmus.operator.text;

import java.util.List;
import java.util.function.Consumer;

/** Lines that are drawn again in place, on a terminal. Not thread-safe. */
public final class Screen {

    private static final String ESCAPE = "\u001b[";

    /** A line that is wider than the terminal would take two of its lines, and the next round would be drawn a line too low. */
    private static final String CUT = ESCAPE + "?7l";

    private static final String WRAP = ESCAPE + "?7h";

    private final Consumer<String> out;
    private int drawn;

    /**
     * Nothing is drawn yet.
     *
     * @param out writes a text at once
     */
    public Screen(Consumer<String> out) {
        this.out = out;
    }

    /** Draws the lines where the last ones were, each cut at the edge of the terminal; of those, what is left over is wiped out. */
    public void draw(List<String> lines) {
        StringBuilder screen = new StringBuilder(CUT);
        if (drawn > 0) {
            screen.append(ESCAPE).append(drawn).append('A');
        }
        lines.forEach(line -> screen.append(ESCAPE).append("2K").append(line).append('\n'));
        screen.append(ESCAPE).append('J').append(WRAP);
        drawn = lines.size();
        out.accept(screen.toString());
    }
}
