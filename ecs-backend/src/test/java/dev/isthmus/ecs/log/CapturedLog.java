package dev.isthmus.ecs.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/** What is logged while it is open, stack traces and all. */
public final class CapturedLog implements AutoCloseable {

    private static final Set<CapturedLog> OPEN = ConcurrentHashMap.newKeySet();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    private CapturedLog() {}

    /** Begins to listen. */
    public static CapturedLog open() {
        CapturedLog log = new CapturedLog();
        OPEN.add(log);
        return log;
    }

    static boolean any() {
        return !OPEN.isEmpty();
    }

    static void line(Level level, String logger, String message, Throwable thrown) {
        StringWriter text = new StringWriter();
        text.append(level + " " + logger + " " + message);
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        OPEN.forEach(log -> {
            log.lines.add(text.toString());
            log.queue.add(text.toString());
        });
    }

    /** Waits for a line that begins so, of those that no earlier wait has passed over. */
    public String await(String beginning) throws InterruptedException {
        while (true) {
            String line = queue.poll(20, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("nothing was logged that begins with '" + beginning + "', but " + lines);
            }
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return lines.stream().filter(line -> line.startsWith("WARN ")).toList();
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
