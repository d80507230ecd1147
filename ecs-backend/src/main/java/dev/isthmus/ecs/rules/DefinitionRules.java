package dev.isthmus.ecs.rules;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * Which existing definition tasks of a framework run, by patterns of names: {@code framework/task=definition}, several separated by
 * semicolons. In a pattern {@code *} stands for any text and {@code ?} for one character. The first rule that fits holds.
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
     * Reads the text of a setting.
     *
     * @throws IllegalArgumentException saying what is wanted
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

    /** The definition for a task, if a rule fits. */
    public Optional<String> definitionFor(String frameworkName, String taskName) {
        return rules.stream()
                .filter(rule -> rule.fits(frameworkName, taskName))
                .map(Rule::definition)
                .findFirst();
    }
}
