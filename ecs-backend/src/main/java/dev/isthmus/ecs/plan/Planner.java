package dev.isthmus.ecs.plan;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.plan.Plan.Impossible;
import dev.isthmus.ecs.rules.DefinitionReference;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.RuleValues;
import dev.isthmus.ecs.rules.TaskLabels;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the task definition of a task: one that a label or a rule names; one that its command names; one for its image; one for the default image.
 */
public final class Planner {

    /** An image of this name means no image: the convention of the original driver, for frameworks that require one. */
    static final String NO_IMAGE = "ignore";

    private final Defaults defaults;

    /** Creates a planner with these settings. */
    public Planner(Defaults defaults) {
        this.defaults = defaults;
    }

    /** How many of the task definitions that Isthmus registered are kept; 0 keeps all. */
    public int keep() {
        return defaults.keep();
    }

    /** Plans a launch. */
    public Plan plan(Launch launch) {
        try {
            return choose(launch);
        } catch (UnsupportedFieldException e) {
            return new Impossible(e.isElsewhere() ? Refusal.UNSUITABLE_AGENT : Refusal.INVALID, e.why());
        }
    }

    private Plan choose(Launch launch) {
        TaskSpec spec = launch.spec();
        RuleValues choices = defaults.tasks().choicesFor(launch.frameworkName(), spec.name());
        Planning planning = new Planning(launch, choices, defaults);
        String label = spec.labels().get(TaskLabels.DEFINITION);
        if (label != null) {
            if (!DefinitionReference.isReference(label.strip())) {
                return new Impossible("label " + TaskLabels.DEFINITION + "='" + Brief.value(label)
                        + "' names no task definition: want family, family:revision or an ARN");
            }
            return planning.existing(label.strip(), "label " + TaskLabels.DEFINITION, false);
        }
        Optional<String> ruled = defaults.rules().definitionFor(launch.frameworkName(), spec.name());
        if (ruled.isPresent()) {
            return planning.existing(ruled.get(), "a rule of ISTHMUS_TASK_DEFINITION_RULES", true);
        }
        Optional<String> image = spec.container().image().filter(name -> !name.equals(NO_IMAGE));
        Optional<String> value = spec.command().value();
        if (image.isEmpty() && value.filter(DefinitionReference::isCommand).isPresent()) {
            return planning.existing(value.get().strip(), "the task's command", false);
        }
        if (image.isPresent()) {
            return planning.ofImage(image.get());
        }
        Optional<String> otherwise = choices.text(RuleKey.IMAGE).or(defaults::image);
        if (otherwise.isPresent()) {
            return planning.ofImageOfSettings(otherwise.get());
        }
        return new Impossible(
                "task '" + launch.task().task() + "' does not say what to run on ECS: give it a Docker image, or label "
                        + TaskLabels.DEFINITION
                        + ", or a command that is a task definition such as nginx:2, or a rule in "
                        + "ISTHMUS_TASK_DEFINITION_RULES, or set ISTHMUS_DEFAULT_IMAGE to an image with /bin/sh for plain commands");
    }

    /** The words of a command override, given the entry point of the container; empty to keep the command of the task definition. */
    public static Optional<List<String>> override(CommandPassed command, List<String> entryPoint) {
        boolean bringsShell =
                !entryPoint.isEmpty() && entryPoint.get(entryPoint.size() - 1).equals("-c");
        return command.fold(
                nothing -> Optional.empty(),
                words -> Optional.of(words.words()),
                line -> Optional.of(bringsShell ? List.of(line.line()) : List.of("/bin/sh", "-c", line.line())));
    }
}
