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
}
