package dev.isthmus.master.operator;

import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.json.JsonText;
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
    private static final List<ResourceName> ALWAYS_NAMES =
            ALWAYS.stream().map(ResourceName::new).toList();

    private final Map<String, double[]> scalars = new LinkedHashMap<>();
    private final SortedMap<String, SortedMap<Long, Long>> ranges = new TreeMap<>();
    private final SortedMap<String, TreeSet<String>> sets = new TreeMap<>();

    /** Of nothing yet. */
    ResourceTotals() {
        ALWAYS.forEach(name -> scalars.put(name, new double[1]));
    }

    static JsonText.Written of(Resources resources) {
        StringBuilder text = new StringBuilder();
        for (ResourceName name : ALWAYS_NAMES) {
            member(name, text);
            JsonText.append(Scalars.value(resources.amount(name)), text);
        }
        resources.quantities().forEach((name, quantity) -> {
            if (!ALWAYS_NAMES.contains(name)) {
                member(name, text);
                quantity.match(
                        amount -> JsonText.append(Scalars.value(amount), text),
                        ports -> ranges(ports, text),
                        items -> JsonText.append("{" + String.join(", ", items.names()) + "}", text));
            }
        });
        return new JsonText.Written(text.append('}').toString());
    }

    private static void member(ResourceName name, StringBuilder text) {
        text.append(text.isEmpty() ? '{' : ',');
        JsonText.append(name.value(), text);
        text.append(':');
    }

    private static void ranges(PortRanges ports, StringBuilder text) {
        String before = "\"[";
        for (PortRange range : ports.ranges()) {
            text.append(before).append(range.first()).append('-').append(range.last());
            before = ", ";
        }
        text.append("]\"");
    }

    static Map<String, Object> of(Collection<Resource> resources) {
        ResourceTotals totals = new ResourceTotals();
        totals.add(resources);
        return totals.shown();
    }

    void add(Collection<Resource> resources) {
        for (Resource resource : resources) {
            switch (resource.getType()) {
                case SCALAR ->
                    scalars.computeIfAbsent(resource.getName(), none -> new double[1])[0] +=
                            resource.getScalar().getValue();
                case RANGES -> {
                    SortedMap<Long, Long> known = ranges.computeIfAbsent(resource.getName(), none -> new TreeMap<>());
                    for (Value.Range range : resource.getRanges().getRangeList()) {
                        known.merge(range.getBegin(), range.getEnd(), Math::max);
                    }
                }
                case SET ->
                    sets.computeIfAbsent(resource.getName(), none -> new TreeSet<>())
                            .addAll(resource.getSet().getItemList());
                case TEXT -> sets.computeIfAbsent(resource.getName(), none -> new TreeSet<>());
            }
        }
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        // Sums of thousandths stay thousandths.
        scalars.forEach((name, sum) -> shown.put(name, Math.round(sum[0] * 1000) / 1000.0));
        ranges.forEach((name, known) -> shown.put(name, text(known)));
        sets.forEach((name, items) -> shown.put(name, "{" + String.join(", ", items) + "}"));
        return shown;
    }

    private static String text(SortedMap<Long, Long> ranges) {
        return ranges.entrySet().stream()
                .map(range -> range.getKey() + "-" + range.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
