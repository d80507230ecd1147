package dev.isthmus.driver.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The JDK's own logging, for a framework without SLF4J. */
final class JdkLogging implements LogTarget {

    @Override
    public NamedTarget named(String name) {
        System.Logger logger = System.getLogger(name);
        return new NamedTarget() {
            @Override
            public boolean isEnabled(Level level) {
                return logger.isLoggable(translated(level));
            }

            @Override
            public void log(Level level, String message, @Nullable Throwable thrown) {
                logger.log(translated(level), message, thrown);
            }
        };
    }

    private static System.Logger.Level translated(Level level) {
        return switch (level) {
            case TRACE -> System.Logger.Level.TRACE;
            case DEBUG -> System.Logger.Level.DEBUG;
            case INFO -> System.Logger.Level.INFO;
            case WARN -> System.Logger.Level.WARNING;
            case ERROR -> System.Logger.Level.ERROR;
        };
    }
}
