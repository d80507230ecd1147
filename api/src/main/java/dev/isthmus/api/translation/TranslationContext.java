package dev.isthmus.api.translation;

import dev.isthmus.api.settings.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a translator may use besides the amounts. Immutable.
 *
 * @param settings the settings in force
 * @param attributes the attributes of the agent, by name
 */
public record TranslationContext(Settings settings, SortedMap<String, String> attributes) {

    /** Copies the attributes. */
    public TranslationContext {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** These settings, and an agent without attributes. */
    public static TranslationContext of(Settings settings) {
        return new TranslationContext(settings, new TreeMap<>());
    }

    /** These settings and attributes. */
    public static TranslationContext of(Settings settings, Map<String, String> attributes) {
        return new TranslationContext(settings, new TreeMap<>(attributes));
    }
}
