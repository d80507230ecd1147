package dev.isthmus.log;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs what ends a thread; the JDK would print it as text. */
final class ThreadEnds {

    private static final Logger LOG = Logger.getLogger("dev.isthmus.Threads");

    private ThreadEnds() {}

    static void areLogged() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> LOG.log(Level.SEVERE, "This thread ends: nobody has caught what it threw", thrown));
    }
}
