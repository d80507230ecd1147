package dev.isthmus.api.resource;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Parses resources in the format of {@link Resources#toString} and Mesos:
 * {@code cpus:0.5; mem:128; ports:[80-80, 31000-32000]; gpu:{a, b}}. An empty text means no resources.
 */
public final class ResourcesText {

    private ResourcesText() {}

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException naming the entry that is wrong
     */
    public static Resources parse(Dialect dialect, String text) {
        SortedMap<ResourceName, Quantity> parsed = new TreeMap<>();
        for (String entry : text.split(";", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            int colon = entry.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + entry.strip() + "' in '" + text + "': want name:amount");
            }
            ResourceName name = new ResourceName(entry.substring(0, colon).strip());
            if (parsed.put(name, quantity(entry.substring(colon + 1).strip(), String::strip)) != null) {
                throw new IllegalArgumentException("resource '" + name + "' stands twice in '" + text + "'");
            }
        }
        return new Resources(dialect, parsed);
    }

    /**
     * Reads one quantity.
     *
     * @param item what an item of a set is, of the text between two commas; empty if it is none
     */
    static Quantity quantity(String text, UnaryOperator<String> item) {
        if (text.startsWith("[")) {
            return PortRanges.parse(text);
        }
        if (text.startsWith("{") && text.endsWith("}")) {
            String inner = text.substring(1, text.length() - 1);
            return Items.of(Arrays.stream(inner.split(",", -1))
                    .map(item)
                    .filter(name -> !name.isEmpty())
                    .toList());
        }
        return Amount.parse(text);
    }
}
