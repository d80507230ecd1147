package dev.isthmus.ecs.rules;

import dev.isthmus.api.task.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values that rules set for a task. Each key has the values of the first matching rule with that key.
 *
 * @param values by key, in the order given
 */
public record RuleValues(Map<RuleKey, List<String>> values) {

    static final RuleValues NONE = new RuleValues(Map.of());

    public RuleValues {
        Map<RuleKey, List<String>> copy = new EnumMap<>(RuleKey.class);
        values.forEach((key, given) -> copy.put(key, List.copyOf(given)));
        values = Collections.unmodifiableMap(copy);
    }

    public Optional<String> text(RuleKey key) {
        return values.getOrDefault(key, List.of()).stream().findFirst();
    }

    /** The items of a comma-separated value. */
    public List<String> items(RuleKey key) {
        return text(key).map(value -> List.of(value.split(",", -1))).orElse(List.of());
    }

    public List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        for (String value : values.getOrDefault(RuleKey.VOLUME, List.of())) {
            String[] parts = value.split(":", -1);
            volumes.add(new Volume(parts[1], Optional.of(parts[0]), parts.length == 3 && parts[2].equals("ro")));
        }
        return volumes;
    }

    public SortedMap<String, String> logOptions() {
        return named(RuleKey.LOG_OPTION);
    }

    /** The ARNs of secrets by environment variable. */
    public SortedMap<String, String> secrets() {
        return named(RuleKey.SECRET);
    }

    public SortedMap<String, String> tags() {
        return named(RuleKey.TAG);
    }

    private SortedMap<String, String> named(RuleKey key) {
        SortedMap<String, String> named = new TreeMap<>();
        for (String value : values.getOrDefault(key, List.of())) {
            int equals = value.indexOf('=');
            named.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return named;
    }
}
