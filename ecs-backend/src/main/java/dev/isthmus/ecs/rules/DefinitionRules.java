package dev.isthmus.ecs.rules;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * Rules that choose existing task definitions by name patterns: {@code framework/task=definition}, separated by semicolons. In a pattern {@code *}
 * matches any text and {@code ?} one character. The first matching rule applies.
 *
 * @param rules in order
 */
public record DefinitionRules(List<Rule> rules) {

    /**
     * One rule.
     *
     * @param framework pattern of the framework's name
     * @param task pattern of the task's name
     * @param definition family, family:revision or ARN
     */
    public record Rule(String framework, String task, String definition) {

        boolean fits(String frameworkName, String taskName) {
            return NamePatterns.of(framework, task).fits(frameworkName, taskName);
        }
    }

    /** Copies the list. */
    public DefinitionRules {
        rules = List.copyOf(rules);
    }

    /**
     * Parses a setting.
     *
     * @throws IllegalArgumentException if the syntax is wrong; the message says what is expected
     */
    public static DefinitionRules parse(String text) {
        return new DefinitionRules(Splitter.on(';').trimResults().omitEmptyStrings().splitToList(text).stream()
                .map(DefinitionRules::rule)
                .toList());
    }

    private static Rule rule(String text) {
        int slash = text.indexOf('/');
        int equals = text.indexOf('=', slash + 1);
        if (slash < 1 || equals < slash + 2 || equals == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no rule: want framework/task=definition, such as chronos/etl-*=etl:3");
        }
        String definition = text.substring(equals + 1).strip();
        if (!DefinitionReference.isReference(definition)) {
            throw new IllegalArgumentException("'" + definition + "' in '" + text
                    + "' names no task definition: want family, family:revision or an ARN");
        }
        return new Rule(
                text.substring(0, slash).strip(),
                text.substring(slash + 1, equals).strip(),
                definition);
    }

    /** The task definition of a task, if a rule matches. */
    public Optional<String> definitionFor(String frameworkName, String taskName) {
        return rules.stream()
                .filter(rule -> rule.fits(frameworkName, taskName))
                .map(Rule::definition)
                .findFirst();
    }
}
