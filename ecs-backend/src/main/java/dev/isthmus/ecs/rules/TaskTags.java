package dev.isthmus.ecs.rules;

import com.google.common.base.Splitter;
import dev.isthmus.api.failure.Brief;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tags that tasks get on ECS, where they show what is paid for whom: those of the settings, those of labels that the settings list, those of rules;
 * the later go before the earlier.
 *
 * @param always by key; every task has them
 * @param labels keys of labels, each of which is a tag of the same key on tasks that have it
 */
public record TaskTags(SortedMap<String, String> always, List<String> labels) {

    /** The names of the settings, for messages. */
    public static final String SETTING = "ISTHMUS_TAGS";

    public static final String LABELS_SETTING = "ISTHMUS_TAG_LABELS";

    /** No tags. */
    public static final TaskTags NONE = new TaskTags(Collections.emptySortedMap(), List.of());

    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();

    /** Copies the collections. */
    public TaskTags {
        always = Collections.unmodifiableSortedMap(new TreeMap<>(always));
        labels = List.copyOf(labels);
    }

    /**
     * Parses tags: {@code key=value,key=value}.
     *
     * @throws IllegalArgumentException if one is no tag or its key stands there twice; the message says which and why
     */
    public static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (String part : COMMAS.split(text)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part + "' is no tag: want key=value,key=value");
            }
            String key = part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            TagForm.wrongKey(key).or(() -> TagForm.wrongValue(value)).ifPresent(why -> {
                throw new IllegalArgumentException("'" + part + "' is no tag: " + why);
            });
            if (tags.put(key, value) != null) {
                throw new IllegalArgumentException("'" + part + "' is the second tag of key " + key + ": keep one");
            }
        }
        return tags;
    }

    /**
     * Parses keys of labels, separated by commas.
     *
     * @throws IllegalArgumentException if one cannot be the key of a tag; the message says which and why
     */
    public static List<String> parseLabels(String text) {
        SortedSet<String> labels = new TreeSet<>();
        for (String label : COMMAS.split(text)) {
            TagForm.wrongKey(label).ifPresent(why -> {
                throw new IllegalArgumentException("label '" + label + "' can be no tag: " + why);
            });
            labels.add(label);
        }
        return List.copyOf(labels);
    }

    /** The tags of the tasks of a group, which is one task of ECS: of each key the first, and no more than ECS takes. */
    public static SortedMap<String, String> ofGroup(List<SortedMap<String, String>> each) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (SortedMap<String, String> one : each) {
            one.forEach((key, value) -> {
                if (tags.size() < TagForm.MOST) {
                    tags.putIfAbsent(key, value);
                }
            });
        }
        return tags;
    }

    /** What a warning says of the keys that a group does not get, because ECS takes no more; empty if it gets all. */
    public static Optional<String> leftOutOfGroup(List<SortedMap<String, String>> each) {
        SortedSet<String> keys = new TreeSet<>();
        each.forEach(one -> keys.addAll(one.keySet()));
        keys.removeAll(ofGroup(each).keySet());
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of("tags " + String.join(", ", keys) + " of its group are left out: ECS takes at most "
                        + TagForm.MOST + " of a task");
    }

    /** The keys that a task may have of these and of a rule. */
    SortedSet<String> keysWith(RuleValues choices) {
        SortedSet<String> keys = new TreeSet<>(always.keySet());
        keys.addAll(labels);
        keys.addAll(choices.tags().keySet());
        return keys;
    }

    /**
     * The tags of a task. A label whose value can be no tag is left out: no task fails for the sake of the bill.
     *
     * @param choices what rules say of the task
     * @param given its labels
     * @param warnings to which is added what is left out
     */
    public SortedMap<String, String> of(RuleValues choices, SortedMap<String, String> given, List<String> warnings) {
        SortedMap<String, String> tags = new TreeMap<>(always);
        SortedMap<String, String> ruled = choices.tags();
        for (String label : labels) {
            String value = given.get(label);
            if (value != null && !ruled.containsKey(label)) {
                Optional<String> wrong = TagForm.wrongValue(value);
                wrong.ifPresentOrElse(
                        why -> warnings.add("label " + Brief.value(label) + " is not among its tags"
                                + (always.containsKey(label) ? ", that of " + SETTING + " stays" : "") + ": " + why),
                        () -> tags.put(label, value));
            }
        }
        tags.putAll(ruled);
        return tags;
    }
}
