package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.call.Provisions;
import dev.isthmus.ecs.call.Provisions.Filling;
import dev.isthmus.ecs.call.Provisions.Sandbox;
import dev.isthmus.ecs.call.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a task of a definition of ours finds when its main process begins, by its uris, rules and settings. */
final class Provisioning {

    private final Choices choices;
    private final Sandboxes sandboxes;
    private final Surroundings surroundings;
    private final List<String> warnings;

    Provisioning(Choices choices, Sandboxes sandboxes, Surroundings surroundings, List<String> warnings) {
        this.choices = choices;
        this.sandboxes = sandboxes;
        this.surroundings = surroundings;
        this.warnings = warnings;
    }

    /**
     * The provisions.
     *
     * @param home whether the task brings no image, so that a sandbox is where it works
     * @param environment of the task, from which what the provisions set themselves is taken out
     */
    Provisions of(boolean home, SortedMap<String, String> environment) {
        Optional<Sandbox> sandbox =
                choices.text(RuleKey.SANDBOX).map("always"::equals).orElse(sandboxes.always())
                        ? Optional.of(new Sandbox(home, Filling.NOTHING))
                        : Optional.empty();
        // As in Mesos, where a task cannot say itself where its sandbox is.
        sandbox.ifPresent(one -> environment.keySet().removeAll(one.variables().keySet()));
        SortedMap<String, String> secrets = choices.secrets();
        for (String name : secrets.keySet()) {
            if (environment.remove(name) != null) {
                warnings.add("its variable " + name + " is not used, because a rule of " + TaskRules.SETTING
                        + " sets a secret of that name");
            }
        }
        Optional<String> credentials = choices.text(RuleKey.REGISTRY_CREDENTIALS);
        boolean read = credentials.isPresent() || !secrets.isEmpty();
        if (read && surroundings.executionRole().isEmpty()) {
            throw new UnsupportedFieldException(
                    "a rule of " + TaskRules.SETTING + " has "
                            + (credentials.isPresent() ? RuleKey.REGISTRY_CREDENTIALS : RuleKey.SECRET).written()
                            + " for the task, which ECS reads by its execution role, and it has none: add execution-role:... to the rule");
        }
        return new Provisions(
                sandbox,
                Optional.empty(),
                credentials,
                secrets,
                read ? surroundings.executionRole() : Optional.empty());
    }
}
