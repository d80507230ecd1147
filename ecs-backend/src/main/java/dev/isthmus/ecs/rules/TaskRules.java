package dev.isthmus.ecs.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that set properties of tasks by name patterns: {@code framework/task=key:value key:value}, separated by semicolons. In a pattern {@code *}
 * matches any text and {@code ?} one character. For each key, the first matching rule with that key applies.
 */
public final class TaskRules {

    /** The name of the setting, for messages. */
    public static final String SETTING = "ISTHMUS_TASK_RULES";

    /** No rules. */
    public static final TaskRules NONE = new TaskRules(List.of());

    private static final Pattern ENTRY = Pattern.compile("\\S+");

    private final List<Rule> rules;

    private record Rule(NamePatterns names, RuleValues choices) {}

    private TaskRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Parses a setting.
     *
     * @throws IllegalArgumentException if the syntax is wrong; the message says at which character, why, and what is expected
     */
    public static TaskRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        int at = 0;
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                rules.add(rule(part, at));
            }
            at += part.length() + 1;
        }
        return new TaskRules(rules);
    }

    private static Rule rule(String part, int at) {
        int slash = part.indexOf('/');
        int equals = part.indexOf('=', slash + 1);
        String framework = slash < 0 ? "" : part.substring(0, slash).strip();
        String task = equals < 0 ? "" : part.substring(slash + 1, equals).strip();
        if (framework.isEmpty() || task.isEmpty()) {
            int begin = part.length() - part.stripLeading().length();
            throw wrong(
                    part.strip(),
                    at + begin,
                    "is no rule: want framework/task=key:value key:value, such as "
                            + "chronos/etl-*=image:python:3.12 task-role:etl");
        }
        Map<RuleKey, List<String>> values = new EnumMap<>(RuleKey.class);
        Matcher entries = ENTRY.matcher(part).region(equals + 1, part.length());
        while (entries.find()) {
            add(entries.group(), at + entries.start(), values);
        }
        if (values.isEmpty()) {
            throw wrong(
                    part.strip(),
                    at + equals,
                    "says nothing: want key:value after the =, with a key of " + RuleKey.all());
        }
        if (values.containsKey(RuleKey.LOG_OPTION) && !values.containsKey(RuleKey.LOG_DRIVER)) {
            throw wrong(
                    part.strip(), at, "has log-option without log-driver: name the driver that the options are for");
        }
        try {
            // Its form leaves no comma in a tag.
            TaskTags.parse(String.join(",", values.getOrDefault(RuleKey.TAG, List.of())));
        } catch (IllegalArgumentException e) {
            throw wrong(part.strip(), at, "has a wrong tag: " + e.getMessage());
        }
        return new Rule(NamePatterns.of(framework, task), new RuleValues(values));
    }

    private static void add(String entry, int at, Map<RuleKey, List<String>> values) {
        int colon = entry.indexOf(':');
        Optional<RuleKey> key = RuleKey.of(colon < 0 ? entry : entry.substring(0, colon));
        if (key.isEmpty()) {
            throw wrong(entry, at, "has no key that is known: want key:value with a key of " + RuleKey.all());
        }
        String value = entry.substring(colon + 1);
        if (colon < 0 || !key.get().takes(value)) {
            throw wrong(
                    entry,
                    at,
                    "is not right: want " + key.get().wanted() + " after "
                            + key.get().written() + ":");
        }
        List<String> given = values.computeIfAbsent(key.get(), any -> new ArrayList<>());
        if (!given.isEmpty() && !key.get().repeats()) {
            throw wrong(entry, at, "is the second " + key.get().written() + " of its rule: keep one");
        }
        given.add(value);
    }

    private static IllegalArgumentException wrong(String what, int at, String why) {
        return new IllegalArgumentException("'" + what + "' at character " + (at + 1) + " " + why);
    }

    /** The values for a task. */
    public RuleValues choicesFor(String frameworkName, String taskName) {
        Map<RuleKey, List<String>> values = new EnumMap<>(RuleKey.class);
        for (Rule rule : rules) {
            if (rule.names().fits(frameworkName, taskName)) {
                boolean logged = values.containsKey(RuleKey.LOG_DRIVER);
                rule.choices().values().forEach((key, given) -> {
                    // Options are those of their own driver.
                    if (key != RuleKey.LOG_OPTION || !logged) {
                        values.putIfAbsent(key, given);
                    }
                });
            }
        }
        return new RuleValues(values);
    }

    /**
     * Checks the rules against other settings.
     *
     * @param subnets whether subnets are set for all tasks
     * @throws IllegalArgumentException if a rule names a role that is not allowed, a network of its own without subnets, or a secret while none gives
     *     an execution role
     */
    public void check(IamRoles roles, boolean subnets) {
        for (Rule rule : rules) {
            for (RuleKey key : List.of(RuleKey.TASK_ROLE, RuleKey.EXECUTION_ROLE)) {
                Optional<String> role =
                        rule.choices().text(key).filter(name -> roles.find(name).isEmpty());
                if (role.isPresent()) {
                    throw new IllegalArgumentException(SETTING + " has " + key.written() + ":" + role.get()
                            + ", which ISTHMUS_ROLES does not allow (it has: " + roles.names()
                            + "): add it there as name=ARN");
                }
            }
            boolean own = rule.choices()
                    .text(RuleKey.NETWORK)
                    .filter("awsvpc"::equals)
                    .isPresent();
            if (own && !subnets && !anyHas(RuleKey.SUBNETS)) {
                throw new IllegalArgumentException(SETTING + " has network:awsvpc, which needs subnets: set "
                        + "ISTHMUS_SUBNETS, or add subnets:subnet-... to the rule");
            }
            for (RuleKey key : List.of(RuleKey.SECRET, RuleKey.REGISTRY_CREDENTIALS)) {
                if (rule.choices().text(key).isPresent() && !anyHas(RuleKey.EXECUTION_ROLE)) {
                    throw new IllegalArgumentException(
                            SETTING + " has " + key.written()
                                    + ", which ECS reads by the execution role of the task: add execution-role:... to the rule");
                }
            }
        }
    }

    /**
     * Checks the tags of the rules against the tags of other settings.
     *
     * @throws IllegalArgumentException if a task could have more tags than ECS takes
     */
    public void check(TaskTags tags) {
        for (RuleValues choices : choicesOfAll()) {
            int most = tags.keysWith(choices).size();
            if (most > TagForm.MOST) {
                throw new IllegalArgumentException(TaskTags.SETTING + ", " + TaskTags.LABELS_SETTING
                        + " and the tags of "
                        + "a rule of " + SETTING + " make up to " + most + " tags of a task, and ECS takes at most "
                        + TagForm.MOST + ": name fewer");
            }
        }
    }

    /** Those of each rule, and those of a task that no rule is for. */
    private List<RuleValues> choicesOfAll() {
        return Stream.concat(Stream.of(RuleValues.NONE), rules.stream().map(Rule::choices))
                .toList();
    }

    /**
     * The values of a key that tasks of a framework can have, if each of its tasks has one: if a rule with the key matches all of them.
     *
     * @return no value if some of its tasks may have none
     */
    public Set<String> valuesOfAll(String frameworkName, RuleKey key) {
        Set<String> values = new LinkedHashSet<>();
        for (Rule rule : rules) {
            Optional<String> value =
                    rule.choices().text(key).filter(any -> rule.names().fitsAnyOf(frameworkName));
            if (value.isPresent()) {
                values.add(value.get());
                if (rule.names().fitsAllOf(frameworkName)) {
                    return values;
                }
            }
        }
        return Set.of();
    }

    /** Whether any rule has this key. */
    public boolean anyHas(RuleKey key) {
        return rules.stream().anyMatch(rule -> rule.choices().text(key).isPresent());
    }
}
