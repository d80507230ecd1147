package dev.isthmus.bench.page;

import dev.isthmus.bench.figure.Figure;
import dev.isthmus.bench.figure.NumberText;
import java.util.List;
import java.util.Locale;

/**
 * One panel of a chart: a figure over the size, both axes by powers of ten, with the least and the most of the rounds as a stroke. The dashed line is what would grow in
 * proportion to the size.
 *
 * @param title above the panel
 * @param points by size, one or more
 */
record GrowthPanel(String title, List<Figure> points) {

    static final int WIDTH = 370;
    static final int HEIGHT = 230;

    private static final int LEFT = 62;
    private static final int RIGHT = 30;
    private static final int TOP = 30;
    private static final int BOTTOM = 34;
    /** What is nothing has no place on an axis by powers of ten. */
    private static final double LEAST = 1e-3;

    GrowthPanel {
        points = List.copyOf(points);
    }

    /** The panel with its upper left corner at a place. */
    String svg(int x, int y) {
        Axis across =
                Axis.of(points.stream().map(point -> (double) point.size()).toList());
        Axis up = Axis.of(points.stream()
                .flatMap(point -> List.of(
                        shown(point.spread().least()), shown(point.spread().most()))
                        .stream())
                .toList());
        StringBuilder svg = new StringBuilder();
        line(svg, "<g transform=\"translate(%d %d)\">", x, y);
        line(svg, "<text class=\"title\" x=\"%d\" y=\"18\">%s</text>", LEFT, title);
        for (int power = up.first(); power <= up.last(); power++) {
            double at = down(up, Math.pow(10, power));
            line(svg, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, at, WIDTH - RIGHT);
            line(
                    svg,
                    "<text class=\"axis\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 6,
                    at + 4,
                    NumberText.of(Math.pow(10, power)));
        }
        for (int power = across.first(); power <= across.last(); power++) {
            line(
                    svg,
                    "<text class=\"axis\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                    right(across, Math.pow(10, power)),
                    HEIGHT - BOTTOM + 18,
                    NumberText.of(Math.pow(10, power)));
        }
        proportional(svg, across, up);
        StringBuilder path = new StringBuilder();
        for (Figure point : points) {
            double px = right(across, (double) point.size());
            double py = down(up, shown(point.spread().median()));
            path.append(path.isEmpty() ? "M" : "L").append(String.format(Locale.ROOT, "%.1f %.1f", px, py));
            line(
                    svg,
                    "<path class=\"spread\" d=\"M%.1f %.1fV%.1f\"/>",
                    px,
                    down(up, shown(point.spread().least())),
                    down(up, shown(point.spread().most())));
            line(
                    svg,
                    "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s: %s</title></circle>",
                    px,
                    py,
                    NumberText.ofCount(point.size()),
                    NumberText.of(point.spread()));
        }
        line(svg, "<path class=\"figure\" d=\"%s\"/>", path);
        line(svg, "</g>");
        return svg.toString();
    }

    /** From the last point down, as far as the panel goes. */
    private void proportional(StringBuilder svg, Axis across, Axis up) {
        Figure last = points.get(points.size() - 1);
        double end = shown(last.spread().median());
        double begin =
                Math.max(Math.pow(10, up.first()), end * (double) points.get(0).size() / (double) last.size());
        line(
                svg,
                "<path class=\"proportional\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
                right(across, (double) last.size() * begin / end),
                down(up, begin),
                right(across, (double) last.size()),
                down(up, end));
    }

    private static double shown(double value) {
        return Math.max(LEAST, value);
    }

    private static double right(Axis across, double value) {
        return LEFT + across.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(Axis up, double value) {
        return HEIGHT - BOTTOM - up.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /**
     * An axis by powers of ten.
     *
     * @param first its first power
     * @param last its last power
     */
    private record Axis(int first, int last) {

        static Axis of(List<Double> values) {
            double least =
                    values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
            int first = (int) Math.floor(Math.log10(least) + 1e-9);
            return new Axis(first, Math.max(first + 1, (int) Math.ceil(Math.log10(most) - 1e-9)));
        }

        double part(double value) {
            return (Math.log10(value) - first) / (last - first);
        }
    }
}
