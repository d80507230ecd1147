package dev.isthmus.cli.demo;

/** The capabilities of standard output. */
final class Terminal {

    private Terminal() {}

    /**
     * Whether it is a terminal on which the cursor can be moved. The shell script finds out, because the JDK cannot: from version 22 on it offers a
     * console even where there is none.
     */
    static boolean canDraw() {
        String type = System.getenv("TERM");
        return Boolean.getBoolean("isthmus.cli.terminal") && type != null && !type.equals("dumb");
    }
}
