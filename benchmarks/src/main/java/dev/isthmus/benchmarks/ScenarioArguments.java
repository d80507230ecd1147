package dev.isthmus.benchmarks;

import java.util.List;

/** What a scenario is called with: all of its arguments, or none, which stands for its defaults. */
record ScenarioArguments(List<String> values) {

    /** @throws IllegalArgumentException if there are some, and not as many as defaults */
    static ScenarioArguments of(List<String> given, String... defaults) {
        if (!given.isEmpty() && given.size() != defaults.length) {
            throw new IllegalArgumentException(
                    "arguments " + given + ": want none or " + defaults.length + ", as " + String.join(" ", defaults));
        }
        return new ScenarioArguments(given.isEmpty() ? List.of(defaults) : given);
    }

    /** @throws NumberFormatException for what is no number */
    int number(int index) {
        return Integer.parseInt(values.get(index));
    }

    String text(int index) {
        return values.get(index);
    }
}
