package dev.isthmus.bench.page;

import dev.isthmus.bench.figure.Figure;
import dev.isthmus.bench.figure.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Charts as SVG, readable on light and on dark pages, the same bytes for the same figures. */
final class SvgChart {

    private static final int COLUMNS = 2;
    private static final int BAR = 26;
    private static final int GAP = 12;
    private static final int LABELS = 370;
    private static final int BARS = 200;

    private static final String STYLE = """
            <style>
            text { font: 12px sans-serif; fill: #57606a; }
            .title { font-weight: bold; }
            .axis { font-size: 11px; }
            .grid { stroke: #8c959f; stroke-opacity: 0.35; fill: none; }
            .figure { stroke: #0969da; stroke-width: 2; fill: none; }
            .point { fill: #0969da; }
            .spread { stroke: #0969da; stroke-width: 5; stroke-opacity: 0.35; fill: none; }
            .proportional { stroke: #8c959f; stroke-dasharray: 5 4; fill: none; }
            .bar { fill: #0969da; }
            .baseline { fill: #8c959f; }
            @media (prefers-color-scheme: dark) { text { fill: #adbac7; } .figure { stroke: #539bf5; } .point, .bar { fill: #539bf5; } .spread { stroke: #539bf5; } }
            </style>
            """;

    private SvgChart() {}

    /** Panels beside and below each other. */
    static String panels(String says, List<GrowthPanel> panels) {
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        StringBuilder svg = begin(says, COLUMNS * GrowthPanel.WIDTH, rows * GrowthPanel.HEIGHT);
        for (int i = 0; i < panels.size(); i++) {
            svg.append(panels.get(i).svg(i % COLUMNS * GrowthPanel.WIDTH, i / COLUMNS * GrowthPanel.HEIGHT));
        }
        return svg.append("</svg>\n").toString();
    }

    /**
     * A bar for each figure.
     *
     * @param notes behind each bar, one for each figure
     */
    static String bars(String says, List<Figure> figures, List<String> notes) {
        double most = figures.stream()
                .mapToDouble(figure -> figure.spread().most())
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        int y = GAP;
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            double length = Math.max(1, figure.spread().median() / most * BARS);
            lines.add(String.format(
                    Locale.ROOT,
                    "<text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>",
                    LABELS - 8,
                    y + 17,
                    figure.what()));
            lines.add(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    figure.what().startsWith("baseline") ? "baseline" : "bar",
                    LABELS,
                    y,
                    length,
                    BAR));
            lines.add(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s %s%s</text>",
                    LABELS + length + 8,
                    y + 17,
                    NumberText.of(figure.spread().median()),
                    figure.unit(),
                    notes.get(i)));
            y += BAR + GAP;
        }
        StringBuilder svg = begin(says, COLUMNS * GrowthPanel.WIDTH, y);
        lines.forEach(line -> svg.append(line).append('\n'));
        return svg.append("</svg>\n").toString();
    }

    private static StringBuilder begin(String says, int width, int height) {
        return new StringBuilder(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n",
                        width,
                        height,
                        says))
                .append(STYLE);
    }
}
