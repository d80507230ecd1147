package dev.isthmus.master.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a request asks for behind its question mark. What cannot be decoded stays as it is.
 *
 * @param values by name; of several the last
 */
public record Query(SortedMap<String, String> values) {

    /** What a target asks for. */
    public static Query of(String target) {
        SortedMap<String, String> values = new TreeMap<>();
        int begin = target.indexOf('?');
        String text = begin < 0 ? "" : target.substring(begin + 1).split("#", 2)[0];
        for (String part : text.split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                values.put(decode(pair[0]), pair.length < 2 ? "" : decode(pair[1]));
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What is set, and not empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a value is asked for, or none in particular. */
    public boolean wants(String name, String value) {
        return get(name).map(value::equals).orElse(true);
    }
}
