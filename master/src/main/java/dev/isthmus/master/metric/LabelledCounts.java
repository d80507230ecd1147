package dev.isthmus.master.metric;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.api.metric.MetricSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often something has happened, by kinds of it. Used by one thread. */
final class LabelledCounts {

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<String, long[]> counts = new TreeMap<>();

    /** @param labels one or two, which say what is counted apart */
    LabelledCounts(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Shown from now on, though it has not happened: what begins with 1 has not increased for those who read it. */
    LabelledCounts begin(String... values) {
        counts.putIfAbsent(String.join("|", values), new long[1]);
        return this;
    }

    /** Once more; values have no vertical bar. */
    void add(String... values) {
        counts.computeIfAbsent(String.join("|", values), first -> new long[1])[0]++;
    }

    MetricFamily family() {
        List<MetricSample> samples = new ArrayList<>();
        counts.forEach(
                (values, count) -> samples.add(new MetricSample("", labelled(values.split("\\|", -1)), count[0])));
        return new MetricFamily(name, Kind.COUNTER, help, samples);
    }

    private Map<String, String> labelled(String[] values) {
        Map<String, String> labelled = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            labelled.put(labels.get(i), values[i]);
        }
        return Collections.unmodifiableMap(labelled);
    }
}
