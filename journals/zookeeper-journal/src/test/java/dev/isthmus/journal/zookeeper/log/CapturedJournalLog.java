package dev.isthmus.journal.zookeeper.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Found by SLF4J in the tests of this module: keeps the errors of ours, and lets all else go. */
public final class CapturedJournalLog extends NOP_FallbackServiceProvider {

    private static final List<String> ERRORS = new CopyOnWriteArrayList<>();

    /** Made by {@link java.util.ServiceLoader}. */
    public CapturedJournalLog() {}

    /** Those errors of this JVM's tests that speak of something. */
    public static List<String> errorsAbout(String words) {
        return ERRORS.stream().filter(line -> line.contains(words)).toList();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Errors::new;
    }

    private static final class Errors extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1;

        Errors(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public boolean isErrorEnabled() {
            return name.startsWith("dev.isthmus");
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Logger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            ERRORS.add(MessageFormatter.basicArrayFormat(message, arguments));
        }
    }
}
