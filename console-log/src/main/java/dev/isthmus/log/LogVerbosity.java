package dev.isthmus.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How much more than usual a program logs of its own: of loggers of this product, and of no others. Usual is what {@code java.util.logging} is set up for. Any thread.
 *
 * @since 0.1
 */
public final class LogVerbosity {

    private final Object lock = new Object();

    /** Kept, so that its level is. */
    private static final Logger OURS = Logger.getLogger("dev.isthmus");

    private static final Logger ROOT = Logger.getLogger("");

    /** As they were; empty as long as nothing more than usual is logged. */
    private final Map<Handler, Level> handlers = new LinkedHashMap<>();

    private @Nullable Level usual;
    private boolean isRaised;

    /** Nothing more than usual is logged. Of a program there is to be one. */
    public LogVerbosity() {}

    /**
     * From now on this much is logged.
     *
     * @param verbosity 0: what is usual; 1: {@code FINE} too, which SLF4J calls DEBUG; above: everything
     */
    public void use(int verbosity) {
        synchronized (lock) {
            restore();
            if (verbosity > 0) {
                raise(verbosity == 1 ? Level.FINE : Level.ALL);
            }
        }
    }

    private void restore() {
        if (isRaised) {
            OURS.setLevel(usual);
            handlers.forEach(Handler::setLevel);
            handlers.clear();
            isRaised = false;
        }
    }

    /** What is set up to log more than this stays so. */
    private void raise(Level level) {
        usual = OURS.getLevel();
        isRaised = true;
        if (!OURS.isLoggable(level)) {
            OURS.setLevel(level);
        }
        for (Handler handler : ROOT.getHandlers()) {
            if (handler.getLevel().intValue() > level.intValue()) {
                handlers.put(handler, handler.getLevel());
                handler.setLevel(level);
            }
        }
    }
}
