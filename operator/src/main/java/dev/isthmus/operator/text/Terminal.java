package dev.isthmus.operator.text;

/** The capabilities of standard output. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether it is a terminal on which the cursor can be moved. The shell script finds out, because the JDK cannot: from version 22 on it offers a
     * console even where there is none.
     */
    public static boolean canDraw() {
        String type = System.getenv("TERM");
        return Boolean.getBoolean("isthmus.cli.terminal") && type != null && !type.equals("dumb");
    }

    /** Whether lines on it may have colours: as <a href="https://no-color.org">no-color.org</a> has it, not if NO_COLOR is set to anything. */
    public static boolean hasColours() {
        String refused = System.getenv("NO_COLOR");
        return canDraw() && (refused == null || refused.isEmpty());
    }
}
