package dev.isthmus.ecs.rules;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The IAM roles that tasks may use, by short name: {@code etl=arn:aws:iam::123456789012:role/etl}, separated by commas. An ARN without a name is
 * named by its part after the last slash.
 *
 * @param arns by name
 */
public record IamRoles(SortedMap<String, String> arns) {

    /** No roles. */
    public static final IamRoles NONE = new IamRoles(new TreeMap<>());

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/(?:[\\x21-\\x7E&&[^,;]]+/)?[\\w+=.@-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[\\w+.@-]+");

    /** Copies the map. */
    public IamRoles {
        arns = Collections.unmodifiableSortedMap(new TreeMap<>(arns));
    }

    /**
     * Parses a setting.
     *
     * @throws IllegalArgumentException if the syntax is wrong; the message says where, and what is expected
     */
    public static IamRoles parse(String text) {
        SortedMap<String, String> arns = new TreeMap<>();
        int at = 0;
        for (String part : text.split(",", -1)) {
            String entry = part.strip();
            if (!entry.isEmpty()) {
                int equals = entry.startsWith("arn:") ? -1 : entry.indexOf('=');
                String arn = entry.substring(equals + 1).strip();
                String name = equals < 0
                        ? arn.substring(arn.lastIndexOf('/') + 1)
                        : entry.substring(0, equals).strip();
                if (!ARN.matcher(arn).matches()
                        || (equals >= 0 && !NAME.matcher(name).matches())) {
                    throw new IllegalArgumentException("'" + entry + "' at character " + (at + 1)
                            + " is no role: want name=ARN or an ARN, such as etl=arn:aws:iam::123456789012:role/etl");
                }
                String other = arns.put(name, arn);
                if (other != null && !other.equals(arn)) {
                    throw new IllegalArgumentException("'" + entry + "' at character " + (at + 1)
                            + " gives another role the name '" + name + "': give each a name of its own, name=ARN");
                }
            }
            at += part.length() + 1;
        }
        return new IamRoles(arns);
    }

    /** The ARN of an allowed role, by its name or its ARN. */
    public Optional<String> find(String asked) {
        String arn = arns.get(asked);
        if (arn != null) {
            return Optional.of(arn);
        }
        return arns.containsValue(asked) ? Optional.of(asked) : Optional.empty();
    }

    /** The ARNs. */
    public Set<String> all() {
        return new TreeSet<>(arns.values());
    }

    /** The names, for messages. */
    public String names() {
        return arns.isEmpty() ? "none" : String.join(", ", arns.keySet());
    }
}
