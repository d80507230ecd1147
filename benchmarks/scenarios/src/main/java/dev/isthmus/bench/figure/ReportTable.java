package dev.isthmus.bench.figure;

import java.util.ArrayList;
import java.util.List;

/** A report as a table of text, a figure a line. */
public final class ReportTable {

    private static final List<String> HEADING = List.of("scenario", "what", "size", "median", "least", "most", "unit");

    private ReportTable() {}

    /** The lines, the heading first. */
    public static List<String> lines(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        for (Figure figure : figures) {
            rows.add(List.of(
                    figure.scenario(),
                    figure.what(),
                    figure.size() == 0 ? "" : NumberText.ofCount(figure.size()),
                    NumberText.of(figure.spread().median()),
                    NumberText.of(figure.spread().least()),
                    NumberText.of(figure.spread().most()),
                    figure.unit()));
        }
        int[] widths = new int[HEADING.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - row.get(i).length());
            boolean isNumber = i >= 2 && i <= 5;
            line.append(isNumber ? gap + row.get(i) : row.get(i) + gap).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
