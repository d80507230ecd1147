package dev.isthmus.ecs.tail;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What goes of a log into a message: the last lines, each after a line break and two spaces, so that no line of a task looks like one of ours. What moves a cursor, sets
 * colours or turns the direction of writing is taken out.
 */
final class LastLines {

    /** The most lines. */
    static final int MOST = 10;

    /** The most bytes, in UTF-8, with what separates the lines. */
    static final int BYTES = 2048;

    private static final String BEFORE = "\n  ";

    /** After what was cut. */
    private static final String CUT = "...";

    private static final Splitter BREAKS = Splitter.on(Pattern.compile("\\R"));

    /** Of ECMA-48: a control sequence, and a string such as the title of a window. */
    private static final Pattern SEQUENCE =
            Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)");

    private LastLines() {}

    /**
     * The text.
     *
     * @param entries of the log, the oldest first, each of any number of lines
     * @return empty if there is nothing in them
     */
    static String of(List<String> entries) {
        Deque<String> lines = new ArrayDeque<>();
        for (int i = entries.size() - 1; i >= 0 && lines.size() < MOST; i--) {
            List<String> parts = BREAKS.splitToList(entries.get(i));
            for (int j = parts.size() - 1; j >= 0 && lines.size() < MOST; j--) {
                String line = harmless(parts.get(j));
                if (!line.isEmpty()) {
                    lines.addFirst(line);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        int left = BYTES;
        while (!lines.isEmpty() && left > BEFORE.length() + CUT.length()) {
            String line = shortened(lines.removeLast(), left - BEFORE.length());
            text.insert(0, BEFORE + line);
            left -= BEFORE.length() + bytes(line);
        }
        return text.toString();
    }

    private static String harmless(String line) {
        StringBuilder clean = new StringBuilder();
        SEQUENCE.matcher(line).replaceAll("").codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL -> clean.append(point == '\t' ? ' ' : '?');
                case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    clean.append('?');
                default -> clean.appendCodePoint(point);
            }
        });
        return clean.toString().strip();
    }

    /** At most so many bytes of it, of whole characters. */
    private static String shortened(String line, int most) {
        if (bytes(line) <= most) {
            return line;
        }
        int left = most - CUT.length();
        int end = 0;
        while (end < line.length()) {
            int next = line.offsetByCodePoints(end, 1);
            left -= bytes(line.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return line.substring(0, end) + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
