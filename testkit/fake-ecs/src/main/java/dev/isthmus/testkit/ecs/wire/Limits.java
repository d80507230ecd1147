package dev.isthmus.testkit.ecs.wire;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bounds on the arguments of calls, as the API model documents them. */
public final class Limits {
    public static final int DESCRIBE = 100;
    public static final int START_TASK_INSTANCES = 10;
    public static final int RUN_TASK_COUNT = 10;
    public static final int START_TASK_STARTED_BY = 36;
    public static final int RUN_TASK_STARTED_BY = 128;
    public static final int OVERRIDES = 8192;
    public static final int PORTS_PER_INSTANCE = 100;

    private static final Pattern STARTED_BY = Pattern.compile("[A-Za-z0-9_/-]*");
    private static final Pattern CLIENT_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,64}");

    private Limits() {}

    /** A list that must have from one to {@code max} items. */
    public static void count(List<String> items, String name, int max) {
        count(items, name, name, max);
    }

    /** The same, for a list that ECS calls by two names: one when it is empty, one when it is too long. */
    public static void count(List<String> items, String name, String nameOfItems, int max) {
        if (items.isEmpty()) {
            throw ServiceError.invalidParameter(name + " cannot be empty.");
        }
        if (items.size() > max) {
            throw ServiceError.invalidParameter(nameOfItems + " can have at most " + max + " items.");
        }
        if (items.stream().anyMatch(item -> item == null || item.isEmpty())) {
            throw ServiceError.invalidParameter(name + " has an empty item.");
        }
    }

    public static void startedBy(@Nullable String value, int max) {
        if (value == null) {
            return;
        }
        if (value.length() > max) {
            throw ServiceError.invalidParameter(
                    "startedBy longer than " + max + ": this one has " + value.length() + " characters.");
        }
        if (!STARTED_BY.matcher(value).matches()) {
            throw ServiceError.invalidParameter(
                    "startedBy may hold letters, digits, '-', '/' and '_' only: '" + value + "'.");
        }
    }

    public static void clientToken(@Nullable String value) {
        if (value != null && !CLIENT_TOKEN.matcher(value).matches()) {
            throw ServiceError.invalidParameter("clientToken must be 1 to 64 ASCII characters from 33 to 126.");
        }
    }

    public static void atMost(int count, int max, String what) {
        if (count > max) {
            throw ServiceError.invalidParameter("At most " + max + " " + what + ", not " + count + ".");
        }
    }
}
