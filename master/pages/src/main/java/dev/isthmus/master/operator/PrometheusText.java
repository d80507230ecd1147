package dev.isthmus.master.operator;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.master.http.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prometheus's text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */
public final class PrometheusText {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /** The page. */
    public static HttpAnswer page(List<MetricFamily> families) {
        return new HttpAnswer(
                200, HttpAnswer.empty(200).with("Content-Type", TYPE).headers(), write(families));
    }

    /** The families, one after the other. */
    static String write(List<MetricFamily> families) {
        StringBuilder out = new StringBuilder();
        for (MetricFamily family : families) {
            out.append("# HELP ")
                    .append(family.name())
                    .append(' ')
                    .append(escaped(family.help()))
                    .append('\n');
            out.append("# TYPE ").append(family.name()).append(' ');
            out.append(family.kind().name().toLowerCase(Locale.ROOT)).append('\n');
            family.samples().forEach(sample -> write(family, sample, out));
        }
        return out.toString();
    }

    private static void write(MetricFamily family, MetricSample sample, StringBuilder out) {
        out.append(family.name()).append(sample.suffix());
        char before = '{';
        for (Map.Entry<String, String> label : sample.labels().entrySet()) {
            out.append(before).append(label.getKey()).append("=\"");
            out.append(escaped(label.getValue()).replace("\"", "\\\"")).append('"');
            before = ',';
        }
        out.append(before == ',' ? "} " : " ").append(number(sample.value())).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        // A whole number without a point, as far as a double counts in whole numbers.
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
