package dev.isthmus.master.operator;

import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.resource.Scalars;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Resources as v0 shows them: the four scalars always, ranges and sets as texts. */
final class ResourceTotals {

    private static final List<String> ALWAYS = List.of("cpus", "gpus", "mem", "disk");

    private ResourceTotals() {}

    static Map<String, Object> of(Resources resources) {
        Map<String, Object> shown = new LinkedHashMap<>();
        ALWAYS.forEach(name -> shown.put(name, 0.0));
        resources
                .quantities()
                .forEach((name, quantity) -> quantity.match(
                        amount -> shown.put(name.value(), Scalars.value(amount)),
                        ports -> shown.put(
                                name.value(),
                                ports.ranges().stream()
                                        .map(range -> range.first() + "-" + range.last())
                                        .collect(Collectors.joining(", ", "[", "]"))),
                        items -> shown.put(name.value(), "{" + String.join(", ", items.names()) + "}")));
        return shown;
    }

    static Map<String, Object> of(Collection<Resource> resources) {
        Map<String, Object> shown = new LinkedHashMap<>();
        ALWAYS.forEach(name -> shown.put(name, 0.0));
        SortedMap<String, SortedMap<Long, Long>> ranges = new TreeMap<>();
        SortedMap<String, TreeSet<String>> sets = new TreeMap<>();
        for (Resource resource : resources) {
            switch (resource.getType()) {
                case SCALAR ->
                    shown.merge(resource.getName(), resource.getScalar().getValue(), ResourceTotals::plus);
                case RANGES -> {
                    SortedMap<Long, Long> known = ranges.computeIfAbsent(resource.getName(), none -> new TreeMap<>());
                    for (Value.Range range : resource.getRanges().getRangeList()) {
                        known.merge(range.getBegin(), range.getEnd(), Math::max);
                    }
                }
                case SET ->
                    sets.computeIfAbsent(resource.getName(), none -> new TreeSet<>())
                            .addAll(resource.getSet().getItemList());
                case TEXT -> shown.put(resource.getName(), "");
            }
        }
        ranges.forEach((name, known) -> shown.put(name, text(known)));
        sets.forEach((name, items) -> shown.put(name, "{" + String.join(", ", items) + "}"));
        return shown;
    }

    private static Object plus(Object one, Object other) {
        // Sums of thousandths stay thousandths.
        return Math.round(((Double) one + (Double) other) * 1000) / 1000.0;
    }

    private static String text(SortedMap<Long, Long> ranges) {
        return ranges.entrySet().stream()
                .map(range -> range.getKey() + "-" + range.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
