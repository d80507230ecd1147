package dev.isthmus.testkit.ecs.account;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The tags of every resource, by ARN, and their rules. */
public final class Tags {
    static final int MAX_TAGS = 50;

    private final Map<String, Map<String, String>> byArn = new LinkedHashMap<>();

    /** Adds tags to a resource; an equal key is overwritten. */
    public void add(String arn, List<Tag> tags) {
        Map<String, String> merged = new LinkedHashMap<>(byArn.getOrDefault(arn, Map.of()));
        tags.forEach(tag -> merged.put(tag.key(), tag.value() == null ? "" : tag.value()));
        limit((int) merged.keySet().stream().filter(key -> !isReserved(key)).count());
        if (!merged.isEmpty()) {
            byArn.put(arn, merged);
        }
    }

    /** Adds the tags that AWS itself gives; they do not count against the limit. */
    public void manage(String arn, Map<String, String> tags) {
        byArn.computeIfAbsent(arn, any -> new LinkedHashMap<>()).putAll(tags);
    }

    public void remove(String arn, List<String> keys) {
        Map<String, String> tags = byArn.get(arn);
        if (tags != null) {
            keys.forEach(tags::remove);
        }
    }

    public void clear(String arn) {
        byArn.remove(arn);
    }

    public List<Tag> of(String arn) {
        return byArn.getOrDefault(arn, Map.of()).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Tag.key and Tag.value of the API reference: lengths, alphabet, the reserved prefix. */
    public static void check(List<Tag> tags) {
        limit(tags.size());
        Set<String> keys = new LinkedHashSet<>();
        for (Tag tag : tags) {
            String key = tag.key();
            if (!keys.add(key)) {
                throw ServiceError.invalidParameter("Duplicate tag keys found: '" + key + "'");
            }
            if (key == null || key.isEmpty() || key.length() > 128) {
                throw ServiceError.invalidParameter("A tag key must have 1 to 128 characters: '" + key + "'");
            }
            reserved(key);
            String value = tag.value();
            reserved(value == null ? "" : value);
            if (value != null && value.length() > 256) {
                throw ServiceError.invalidParameter(
                        "The value of a tag has at most 256 characters; key '" + key + "' has " + value.length());
            }
            alphabet(key, key);
            alphabet(key, value == null ? "" : value);
        }
    }

    /** "Do not use aws:, AWS:, or any upper or lowercase combination of such as a prefix for either keys or values." */
    private static void reserved(String text) {
        if (isReserved(text)) {
            throw ServiceError.invalidParameter("The tag prefix 'aws:' is reserved: '" + text + "'");
        }
    }

    private static boolean isReserved(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    private static void limit(int count) {
        if (count > MAX_TAGS) {
            throw ServiceError.invalidParameter("At most " + MAX_TAGS + " tags a resource, not " + count);
        }
    }

    private static void alphabet(String key, String text) {
        boolean allowed = text.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || Character.isSpaceChar(c) || "+-=._:/@".indexOf(c) >= 0);
        if (!allowed) {
            throw ServiceError.invalidParameter("Tag '" + key
                    + "' has a character that is not a letter, a digit, a space or one of + - = . _ : / @");
        }
    }
}
