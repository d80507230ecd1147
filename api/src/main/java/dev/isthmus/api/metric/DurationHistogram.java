package dev.isthmus.api.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long something takes, counted by bounds. Not thread-safe.
 *
 * @since 0.1
 */
public final class DurationHistogram {

    private static final double NANOS = 1e9;

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /**
     * Nothing was measured yet.
     *
     * @param bounds in seconds, rising
     */
    public DurationHistogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length + 1];
        for (int i = 1; i < bounds.length; i++) {
            if (bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException(
                        "bounds of a histogram rise: " + bounds[i] + " after " + bounds[i - 1]);
            }
        }
    }

    /** It took this long; less than nothing counts as nothing. */
    public void add(Duration took) {
        double seconds = Math.max(0, took.toNanos() / NANOS);
        int bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += seconds;
    }

    /** Its figures; each has these labels. */
    public List<MetricSample> samples(Map<String, String> labels) {
        List<MetricSample> samples = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            below += counts[i];
            samples.add(new MetricSample("_bucket", with(labels, Double.toString(bounds[i])), below));
        }
        below += counts[bounds.length];
        samples.add(new MetricSample("_bucket", with(labels, "+Inf"), below));
        samples.add(new MetricSample("_sum", labels, sum));
        samples.add(new MetricSample("_count", labels, below));
        return Collections.unmodifiableList(samples);
    }

    private static Map<String, String> with(Map<String, String> labels, String bound) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put("le", bound);
        return all;
    }
}
