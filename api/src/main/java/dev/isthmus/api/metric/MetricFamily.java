package dev.isthmus.api.metric;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All that is measured under one name, at one moment. Names and labels are those of Prometheus; units are the base units of it, such as seconds and bytes, and stand in the
 * name.
 *
 * <p>Immutable.
 *
 * @param name such as {@code isthmus_ecs_calls_total}; that of a counter ends in {@code _total}
 * @param kind how its figures change
 * @param help what it is, in one line
 * @param samples its figures, in the order in which they are shown; none where nothing was measured yet
 * @since 0.1
 */
public record MetricFamily(String name, Kind kind, String help, List<MetricSample> samples) {

    private static final Pattern NAME = Pattern.compile("isthmus(?:_[a-z0-9]+)+");

    /** How figures change. */
    public enum Kind {
        /** They only grow, until the process ends. */
        COUNTER,
        /** They rise and fall. */
        GAUGE,
        /** How often each of some bounds was not exceeded, how often in all, and the sum. */
        HISTOGRAM
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the name is none of ours, or that of a counter where there is another kind, or the other way
     */
    public MetricFamily {
        requireNonNull(kind, "kind");
        requireNonNull(help, "help");
        samples = List.copyOf(samples);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a metric is named isthmus_..., in small letters, not " + name);
        }
        if (name.endsWith("_total") != (kind == Kind.COUNTER)) {
            throw new IllegalArgumentException("the name of a counter ends in _total, and no other: " + name);
        }
    }

    /** A family with one figure. */
    public static MetricFamily of(String name, Kind kind, String help, double value) {
        return new MetricFamily(name, kind, help, List.of(MetricSample.of(value)));
    }

    /**
     * A family whose figures differ in one label.
     *
     * @param values the figures by what the label says, in the order in which they are shown
     */
    public static MetricFamily of(
            String name, Kind kind, String help, String label, Map<String, ? extends Number> values) {
        return new MetricFamily(
                name,
                kind,
                help,
                values.entrySet().stream()
                        .map(of -> MetricSample.of(
                                label, of.getKey(), of.getValue().doubleValue()))
                        .toList());
    }
}
