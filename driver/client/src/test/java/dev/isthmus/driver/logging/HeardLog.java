package dev.isthmus.driver.logging;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.ILoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** The warnings and errors of ours that are logged while it is open, of all tests of this module that run meanwhile. */
public final class HeardLog implements AutoCloseable {

    private static final long SECONDS = 20;

    private static final Set<HeardLog> OPEN = ConcurrentHashMap.newKeySet();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    private HeardLog() {}

    /** Begins to listen. */
    public static HeardLog open() {
        HeardLog log = new HeardLog();
        OPEN.add(log);
        return log;
    }

    /** Waits for a line with these words, of those that no earlier wait has passed over. */
    public String await(String words) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            String line = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("nothing was logged with '" + words + "', but " + lines);
            }
            if (line.contains(words)) {
                return line;
            }
        }
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }

    /** Found by SLF4J in the tests of this module: what is logged goes to the logs that are open, else nowhere. */
    public static final class Loggers extends NOP_FallbackServiceProvider {

        private final ILoggerFactory loggers = new BundleLoggers(name -> new NamedTarget() {
            @Override
            public boolean isEnabled(Level level) {
                return name.startsWith("dev.isthmus") && level.compareTo(Level.WARN) <= 0;
            }

            @Override
            public void log(Level level, String message, Throwable thrown) {
                OPEN.forEach(log -> {
                    log.lines.add(message);
                    log.queue.add(message);
                });
            }
        });

        /** Made by {@link java.util.ServiceLoader}. */
        public Loggers() {}

        @Override
        public ILoggerFactory getLoggerFactory() {
            return loggers;
        }
    }
}
