package dev.isthmus.master.main;

/** How the program writes what it logs, unless a file of {@code java.util.logging} says so. */
final class ConsoleLog {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** When, how bad, what, and the stack of what was thrown. */
    private static final String A_LINE_A_MESSAGE = "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %5$s%6$s%n";

    private ConsoleLog() {}

    /** Before the first message: from then on it is too late. */
    static void writeALineAMessage() {
        boolean isChosen = System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null
                || System.getProperty(FORMAT) != null;
        if (!isChosen) {
            System.setProperty(FORMAT, A_LINE_A_MESSAGE);
        }
    }
}
