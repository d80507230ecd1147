package dev.isthmus.operator.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell, and cells as {@link Plain} text. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    /** A table without rows. */
    public Table(String... heading) {
        columns = heading.length;
        rows.add(List.of(heading));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many cells as the heading
     */
    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells under a heading of " + columns);
        }
        rows.add(Arrays.stream(cells).map(Plain::of).toList());
        return this;
    }

    /** Whether it has no row but the heading. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Its lines, the heading first; no line ends in a space. */
    public List<String> lines() {
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
