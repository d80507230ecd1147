package dev.isthmus.simulation.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What has happened in a world: a line each event, with the time and a column a component. The last lines are kept, and are made into text only
 * if somebody reads them; a reader that is there from the start gets every line. Not thread-safe.
 */
public final class Trace {

    /** How many of the last lines are kept. */
    public static final int KEPT = 400;

    private final Instant start;
    private final Supplier<Instant> now;
    private final Optional<Consumer<String>> reader;
    private final Deque<Line> last = new ArrayDeque<>();
    private long count;

    private record Line(Duration at, Column column, String who, String what, Object detail) {}

    /**
     * Nothing has happened yet.
     *
     * @param now the steady time of the world
     * @param reader gets each line when it is there
     */
    public Trace(Supplier<Instant> now, Optional<Consumer<String>> reader) {
        this.start = now.get();
        this.now = now;
        this.reader = reader;
    }

    /**
     * Something has happened.
     *
     * @param who the framework, driver, journal or instance
     * @param what in a word or two
     * @param detail made into text later, so it must not change
     */
    public void add(Column column, String who, String what, Object detail) {
        count++;
        Line line = new Line(Duration.between(start, now.get()), column, who, what, detail);
        last.addLast(line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        reader.ifPresent(whose -> whose.accept(text(line)));
    }

    /** How many lines there were. */
    public long count() {
        return count;
    }

    /** The last lines, oldest first, under a line of headings. */
    public List<String> last(int most) {
        List<String> lines = new ArrayList<>();
        lines.add(headings());
        last.stream().skip(Math.max(0, last.size() - most)).map(Trace::text).forEach(lines::add);
        return lines;
    }

    private static String headings() {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%12s", "time"));
        for (Column column : Column.values()) {
            line.append(" | ").append(padded(column.name().toLowerCase(Locale.ROOT), column));
        }
        return line.toString().stripTrailing();
    }

    private static String text(Line line) {
        long millis = line.at().toMillis();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000));
        for (Column column : Column.values()) {
            text.append(" | ");
            if (column == line.column()) {
                String detail = line.detail().toString();
                text.append(line.who())
                        .append(' ')
                        .append(line.what())
                        .append(detail.isEmpty() ? "" : " ")
                        .append(detail);
                break;
            }
            text.append(" ".repeat(column.width()));
        }
        return text.toString();
    }

    private static String padded(String text, Column column) {
        return text + " ".repeat(Math.max(0, column.width() - text.length()));
    }
}
