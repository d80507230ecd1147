package dev.isthmus.ecs.rules;

import java.util.regex.Pattern;

/**
 * The tasks that a rule matches: {@code framework/task}, in which {@code *} matches any text and {@code ?} one character.
 *
 * @param framework of the framework's name
 * @param task of the task's name
 */
record NamePatterns(Pattern framework, Pattern task) {

    static NamePatterns of(String framework, String task) {
        return new NamePatterns(pattern(framework), pattern(task));
    }

    boolean fits(String frameworkName, String taskName) {
        return framework.matcher(frameworkName).matches()
                && task.matcher(taskName).matches();
    }

    /** Whether it matches each task of a framework. */
    boolean fitsAllOf(String frameworkName) {
        return framework.matcher(frameworkName).matches()
                && task.pattern().replace(".*", "").isEmpty();
    }

    /** Whether it may match a task of a framework. */
    boolean fitsAnyOf(String frameworkName) {
        return framework.matcher(frameworkName).matches();
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
