package dev.isthmus.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes each entry as a line of JSON, in UTF-8 whatever the console is in, and by one write: the JDK's own handler passes a long line on in pieces,
 * between which others may write.
 */
final class JsonLogHandler extends Handler {

    private final PrintStream stream;
    private final Formatter json = new JsonLogFormatter();

    private JsonLogHandler(PrintStream stream) {
        this.stream = stream;
    }

    /** Puts one in the place of each of the JDK's that write to the console, with what that would let through. */
    static void replaceTheConsole(PrintStream stream) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                JsonLogHandler ours = new JsonLogHandler(stream);
                ours.setLevel(handler.getLevel());
                ours.setFilter(handler.getFilter());
                root.removeHandler(handler);
                root.addHandler(ours);
            }
        }
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            byte[] line = json.format(entry).getBytes(UTF_8);
            stream.write(line, 0, line.length);
            stream.flush();
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // The stream is the process's.
    }
}
