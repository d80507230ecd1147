package dev.isthmus.ecs.fetch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done with a task's uris: the values of rule key {@code uris}. */
public enum UrisRule {
    /** They are fetched into the sandbox before the command runs. */
    FETCH,

    /** The task runs without them, with a warning. */
    IGNORE,

    /** A task that has any is refused. */
    REFUSE;

    /** What it is called in a rule. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is called so. */
    public static Optional<UrisRule> of(String written) {
        return Arrays.stream(values())
                .filter(rule -> rule.written().equals(written))
                .findFirst();
    }
}
