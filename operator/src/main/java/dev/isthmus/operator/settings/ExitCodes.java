package dev.isthmus.operator.settings;

/** What the commands exit with; docs/reference/commands.md. */
public final class ExitCodes {

    /** All is well. */
    public static final int GOOD = 0;

    /** Something is wrong with what was looked at, or it is not there. */
    public static final int WRONG = 1;

    /** The command line is wrong. */
    public static final int MISUSE = 2;

    /** Who was to be asked does not answer, or does not let us ask. */
    public static final int UNANSWERED = 3;

    private ExitCodes() {}
}
