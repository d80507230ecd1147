package dev.isthmus.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A log entry as a JSON object on a line of its own: {@code time} (RFC 3339, UTC, milliseconds), {@code level} (SLF4J's names), {@code logger},
 * {@code thread}, {@code message}, and with something thrown {@code error}, its class, and {@code stack}, what the JDK prints of it. All are
 * strings. Whatever an entry holds, its line is valid and the only one: control characters and line separators are escaped, and a half of
 * a surrogate pair that stands alone, which UTF-8 has no bytes for and many readers refuse, is U+FFFD. Any number of threads may share one.
 */
final class JsonLogFormatter extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
        JsonLogLine line = new JsonLogLine()
                .with("time", TIME.format(entry.getInstant()))
                .with("level", level(entry.getLevel()))
                .with("logger", entry.getLoggerName())
                .with("thread", thread(entry))
                .with("message", formatMessage(entry));
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            line.with("error", thrown.getClass().getName()).with("stack", stack(thrown));
        }
        return line.end();
    }

    /** By the number: there may be levels of a user's own in between. */
    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** By its name; entries know a number alone, and handlers may write them on other threads than they come from. */
    private static String thread(LogRecord entry) {
        Thread current = Thread.currentThread();
        return current.getId() == entry.getLongThreadID() ? current.getName() : String.valueOf(entry.getLongThreadID());
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            // An exception of somebody else's that fails to describe itself: the entry is worth more than that.
            return "Its stack cannot be printed: " + e.getClass().getName();
        }
        return text.toString();
    }
}
