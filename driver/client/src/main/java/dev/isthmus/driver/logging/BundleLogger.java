package dev.isthmus.driver.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Formats the message, here where the arguments' classes are known, and passes it to the target. */
final class BundleLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient NamedTarget target;

    BundleLogger(String name, NamedTarget target) {
        this.name = name;
        this.target = target;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        target.log(level, String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments)), thrown);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return target.isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return target.isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return target.isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return target.isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return target.isEnabled(Level.ERROR);
    }
}
