package dev.isthmus.api.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of settings, and where each was set: in code, else by a system property, else by an environment variable, with the same name
 * everywhere. Immutable, and passed on rather than looked up globally, so that two drivers in one JVM can have different settings.
 */
public final class Settings {

    private static final String PREFIX = "ISTHMUS_";
    private static final String AWS_PREFIX = "AWS_ECS_";

    private final SortedMap<String, Entry> entries;

    /** What was read, by name. A text does not change, so it is read once. */
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Entry(String text, String origin) {}

    private record Read(Setting<?> setting, Object value) {}

    private Settings(SortedMap<String, Entry> entries) {
        this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Nothing set: defaults everywhere. */
    public static Settings none() {
        return builder().build();
    }

    /** What this process's environment and system properties say. */
    public static Settings ofProcess() {
        return builder()
                .environment(System.getenv())
                .systemProperties(System.getProperties())
                .build();
    }

    /** Starts from nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these, so that what is set next takes precedence. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.entries.putAll(entries);
        return builder;
    }

    /**
     * The value in force. A setting given as an empty text counts as not given. Its text is read the first time alone, so that it may be asked for
     * as often as is convenient.
     *
     * @throws InvalidSettingException naming the setting, its text, where it was set, and what is wanted
     */
    @SuppressWarnings("unchecked") // The same setting has the same reader, which made it.
    public <T> T get(Setting<T> setting) {
        Read known = read.get(setting.name());
        if (known != null && known.setting().equals(setting)) {
            return (T) known.value();
        }
        T value = read(setting);
        read.put(setting.name(), new Read(setting, value));
        return value;
    }

    private <T> T read(Setting<T> setting) {
        Entry entry = entries.get(setting.name());
        String text = entry == null ? setting.defaultText() : entry.text();
        try {
            return setting.reader().apply(text);
        } catch (IllegalArgumentException e) {
            String origin = entry == null ? "by default" : entry.origin();
            throw new InvalidSettingException(
                    setting.name() + "='" + text + "' (set " + origin + "): " + e.getMessage(), e);
        }
    }

    /** Whether it has been given anywhere. */
    public boolean isSet(Setting<?> setting) {
        return entries.containsKey(setting.name());
    }

    /**
     * What is set under a name that belongs to none of the known settings: misspelt, most likely. Names that begin with
     * {@code ISTHMUS_} all count; of those that begin with {@code AWS_ECS_}, which others may read, those that are near a known one.
     */
    public List<Unknown> unknown(Collection<? extends Setting<?>> known) {
        List<String> names = known.stream().map(Setting::name).toList();
        return entries.keySet().stream()
                .filter(name -> !names.contains(name))
                .map(name -> Unknown.of(name, names))
                .filter(unknown ->
                        unknown.name().startsWith(PREFIX) || unknown.nearest().isPresent())
                .toList();
    }

    /**
     * A name that is set and belongs to no setting.
     *
     * @param name the name as it was set
     * @param nearest the known name that it is nearest to, if it is near any
     */
    public record Unknown(String name, Optional<String> nearest) {

        private static final List<String> PREFIXES = List.of(PREFIX, AWS_PREFIX);

        private static Unknown of(String name, List<String> known) {
            // The prefix, which they share, would make all names near each other.
            String prefix =
                    PREFIXES.stream().filter(name::startsWith).findFirst().orElse("");
            List<String> rests = known.stream()
                    .filter(each -> each.startsWith(prefix))
                    .map(each -> each.substring(prefix.length()))
                    .toList();
            return new Unknown(
                    name, Nearest.of(name.substring(prefix.length()), rests).map(prefix::concat));
        }

        /** As in {@code ISTHMUS_PROTS (did you mean ISTHMUS_PORTS?)}. */
        @Override
        public String toString() {
            return name + nearest.map(meant -> " (did you mean " + meant + "?)").orElse("");
        }
    }

    /** Collects what is set. Later calls win over earlier ones. Not thread-safe. */
    public static final class Builder {

        private final SortedMap<String, Entry> entries = new TreeMap<>();

        private Builder() {}

        /** Takes what concerns us from an environment: {@code AWS_ECS_*} and {@code ISTHMUS_*}. */
        public Builder environment(Map<String, String> environment) {
            environment.forEach((name, text) -> put(name, text, "in the environment"));
            return this;
        }

        /** Takes what concerns us from system properties, under the names of the environment. */
        public Builder systemProperties(Properties properties) {
            properties
                    .stringPropertyNames()
                    .forEach(name -> put(name, properties.getProperty(name, ""), "by system property"));
            return this;
        }

        /** Sets one in code; an empty text takes back what was given for it before. */
        public Builder set(Setting<?> setting, String text) {
            return set(setting, text, "in code");
        }

        /**
         * Sets one because of something else that was said, such as the driver's master argument; an empty text takes back what was given for
         * it before.
         *
         * @param origin what said it, for messages: {@code by the master argument}
         */
        public Builder set(Setting<?> setting, String text, String origin) {
            if (text.isBlank()) {
                entries.remove(setting.name());
            } else {
                entries.put(setting.name(), new Entry(text.strip(), origin));
            }
            return this;
        }

        private void put(String name, String text, String origin) {
            boolean ours = name.startsWith(PREFIX) || name.startsWith(AWS_PREFIX);
            if (ours && !text.isBlank()) {
                entries.put(name, new Entry(text.strip(), origin));
            }
        }

        /** What has been collected. */
        public Settings build() {
            return new Settings(entries);
        }
    }
}
