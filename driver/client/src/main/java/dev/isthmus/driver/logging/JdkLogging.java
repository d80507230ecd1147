package dev.isthmus.driver.logging;

import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The JDK's own logging, for a framework without SLF4J. Not {@link System.Logger}, which would name this class as the source of every line:
 * the JDK looks for the caller and finds us.
 */
final class JdkLogging implements LogTarget {

    @Override
    public NamedTarget named(String name) {
        Logger logger = Logger.getLogger(name);
        return new NamedTarget() {
            @Override
            public boolean isEnabled(Level level) {
                return logger.isLoggable(translated(level));
            }

            @Override
            public void log(Level level, String message, @Nullable Throwable thrown) {
                LogRecord line = new LogRecord(translated(level), message);
                line.setLoggerName(name);
                line.setSourceClassName(name);
                line.setThrown(thrown);
                logger.log(line);
            }
        };
    }

    private static java.util.logging.Level translated(Level level) {
        switch (level) {
            case TRACE:
                return java.util.logging.Level.FINER;
            case DEBUG:
                return java.util.logging.Level.FINE;
            case INFO:
                return java.util.logging.Level.INFO;
            case WARN:
                return java.util.logging.Level.WARNING;
            case ERROR:
                return java.util.logging.Level.SEVERE;
        }
        throw new AssertionError(level);
    }
}
