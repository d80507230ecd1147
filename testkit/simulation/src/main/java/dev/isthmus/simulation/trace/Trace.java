package dev.isthmus.simulation.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** What stands between the time and an entry of this column. */
    private static final Map<Column, String> BEFORE = before();

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
        StringBuilder text = new StringBuilder(120);
        long millis = line.at().toMillis();
        digits(text, 2, millis / 3_600_000).append(':');
        digits(text, 2, millis / 60_000 % 60).append(':');
        digits(text, 2, millis / 1000 % 60).append('.');
        digits(text, 3, millis % 1000);
        String detail = line.detail().toString();
        return text.append(BEFORE.get(line.column()))
                .append(line.who())
                .append(' ')
                .append(line.what())
                .append(detail.isEmpty() ? "" : " ")
                .append(detail)
                .toString();
    }

    /** By hand, as a world has tens of thousands of lines and a format takes longer than all else of them. */
    private static StringBuilder digits(StringBuilder text, int least, long number) {
        String digits = Long.toString(number);
        return text.append("0".repeat(Math.max(0, least - digits.length()))).append(digits);
    }

    private static Map<Column, String> before() {
        Map<Column, String> before = new EnumMap<>(Column.class);
        String blank = " | ";
        for (Column column : Column.values()) {
            before.put(column, blank);
            blank += " ".repeat(column.width()) + " | ";
        }
        return before;
    }

    private static String padded(String text, Column column) {
        return text + " ".repeat(Math.max(0, column.width() - text.length()));
    }
}
