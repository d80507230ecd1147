package dev.isthmus.api.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One figure of a family.
 *
 * <p>Immutable.
 *
 * @param suffix what its name has after that of the family; only those of histograms have one
 * @param labels what it is a figure of, in order; few values each, so that no id of a task, an agent or an offer is among them
 * @param value the figure
 * @since 0.1
 */
public record MetricSample(String suffix, Map<String, String> labels, double value) {

    private static final Pattern LABEL = Pattern.compile("[a-z][a-z_]*");

    /** Each of them has as many values as there is work, and no store of metrics stands that. */
    private static final Set<String> NEVER = Set.of("task", "task_id", "agent", "agent_id", "offer", "offer_id");

    /** The suffixes of histograms. */
    private static final List<String> SUFFIXES = List.of("", "_bucket", "_count", "_sum");

    /**
     * Copies the labels.
     *
     * @throws IllegalArgumentException for a label that Prometheus does not take or that has too many values, or another suffix
     */
    public MetricSample {
        requireNonNull(suffix, "suffix");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (!SUFFIXES.contains(suffix)) {
            throw new IllegalArgumentException("no suffix of a metric: " + suffix);
        }
        labels.keySet().forEach(label -> {
            if (!LABEL.matcher(label).matches() || NEVER.contains(label)) {
                throw new IllegalArgumentException("no label of a metric: " + label);
            }
        });
    }

    /** The one figure of a family. */
    public static MetricSample of(double value) {
        return new MetricSample("", Map.of(), value);
    }

    /** One of several figures, which differ in one label. */
    public static MetricSample of(String label, String of, double value) {
        return new MetricSample("", Map.of(label, of), value);
    }
}
