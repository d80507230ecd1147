package dev.isthmus.ecs.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Found by SLF4J in the tests of this module: what is logged goes to the {@link CapturedLog}s that are open, else nowhere. */
public final class CapturingLoggers extends NOP_FallbackServiceProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public CapturingLoggers() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Capturing::new;
    }

    /** Everything of ours; of others, what people commonly let through. */
    private static final class Capturing extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1;

        Capturing(String name) {
            this.name = name;
        }

        private boolean lets(Level level) {
            return CapturedLog.any() && (name.startsWith("dev.isthmus") || level.compareTo(Level.INFO) <= 0);
        }

        @Override
        public boolean isTraceEnabled() {
            return lets(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return lets(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return lets(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return lets(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return lets(Level.ERROR);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Logger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            CapturedLog.line(level, name, MessageFormatter.basicArrayFormat(message, arguments), thrown);
        }
    }
}
