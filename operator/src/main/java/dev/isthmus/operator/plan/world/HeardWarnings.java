package dev.isthmus.operator.plan.world;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the driver's log says of one task while this is open, each of it once and without the task's id. One at a time in a JVM. */
final class HeardWarnings extends Handler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("dev.isthmus.ecs");

    private final String prefix;
    private final List<String> heard = new ArrayList<>();

    private HeardWarnings(String prefix) {
        this.prefix = prefix;
    }

    /** Listens, and keeps it from being written anywhere else. */
    static HeardWarnings of(String task) {
        HeardWarnings warnings = new HeardWarnings("Task " + task + ": ");
        LOG.setLevel(Level.WARNING);
        LOG.setUseParentHandlers(false);
        LOG.addHandler(warnings);
        return warnings;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void publish(LogRecord entry) {
        String message = String.valueOf(entry.getMessage());
        if (message.startsWith(prefix) && !heard.contains(message.substring(prefix.length()))) {
            heard.add(message.substring(prefix.length()));
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setUseParentHandlers(true);
        LOG.setLevel(null);
    }
}
