package dev.isthmus.ecs.fetch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What to do with the URIs of a task: the values of rule key {@code uris}. */
public enum UrisRule {
    /** Fetch them into the sandbox before the command runs. */
    FETCH,

    /** Run the task without them, with a warning. */
    IGNORE,

    /** Refuse a task that has any. */
    REFUSE;

    /** Its name in a rule. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of this name. */
    public static Optional<UrisRule> of(String written) {
        return Arrays.stream(values())
                .filter(rule -> rule.written().equals(written))
                .findFirst();
    }
}
