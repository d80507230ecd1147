package dev.isthmus.master.main;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How the program writes what it logs, unless a file of {@code java.util.logging} says so. */
final class ConsoleLog {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** When, how bad, what, and the stack of what was thrown. */
    private static final String A_LINE_A_MESSAGE = "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %5$s%6$s%n";

    /** Its client says with which versions of what it runs, and each connection that it makes: what of it matters, we say. Kept, so that its level is. */
    private static final class OfZooKeeper {
        private static final Logger LOGGER = Logger.getLogger("org.apache.zookeeper");
    }

    private ConsoleLog() {}

    /** Before the first message: from then on it is too late. */
    static void writeALineAMessage() {
        boolean isChosen = System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null
                || System.getProperty(FORMAT) != null;
        if (!isChosen) {
            System.setProperty(FORMAT, A_LINE_A_MESSAGE);
            OfZooKeeper.LOGGER.setLevel(Level.WARNING);
        }
    }
}
