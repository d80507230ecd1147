package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Command;
import dev.isthmus.api.launch.Container;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskSpec;
import dev.isthmus.ecs.call.DefinitionContent;
import dev.isthmus.ecs.definition.Plan.CommandPassed;
import dev.isthmus.ecs.definition.Plan.Impossible;
import dev.isthmus.ecs.definition.Plan.Planned;
import dev.isthmus.ecs.definition.Plan.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which definition a task runs: one named by a label or a rule; one named by its command; one of ours for its image; one of ours for the
 * default image. How the command is run follows {@code CommandInfo} in include/mesos/mesos.proto and Mesos's Docker containerizer.
 */
public final class Planner {

    /** The label that names an existing definition. */
    public static final String DEFINITION_LABEL = "isthmus.task-definition";

    /** The label that names the container which the task is about. */
    public static final String CONTAINER_LABEL = "isthmus.container";

    /** An image of this name means none: the convention of the original driver, for frameworks that insist on one. */
    static final String NO_IMAGE = "ignore";

    private static final List<String> SHELL = List.of("/bin/sh", "-c");
    private static final List<String> EXECUTE = List.of("/bin/sh", "-c", "exec \"$0\" \"$@\"");

    private final Defaults defaults;

    /** With what settings say. */
    public Planner(Defaults defaults) {
        this.defaults = defaults;
    }

    /** Plans a launch. */
    public Plan plan(Launch launch) {
        TaskSpec spec = launch.spec();
        Command command = spec.command();
        if (!command.uris().isEmpty()) {
            return new Impossible("the task's command has uris ("
                    + command.uris().stream().map(Planner::withoutSecrets).collect(Collectors.joining(", "))
                    + "), and ECS fetches none: put the files into the image, or let the command fetch them");
        }
        try {
            return choose(launch);
        } catch (UnsupportedFieldException e) {
            return new Impossible(e.why());
        }
    }

    /** Without a password before the host and without a query, which may be a signature. */
    private static String withoutSecrets(String uri) {
        return uri.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "?...");
    }

    private Plan choose(Launch launch) {
        TaskSpec spec = launch.spec();
        String label = spec.labels().get(DEFINITION_LABEL);
        if (label != null) {
            if (!DefinitionReference.isReference(label.strip())) {
                return new Impossible("label " + DEFINITION_LABEL + "='" + label
                        + "' names no task definition: want family, family:revision or an ARN");
            }
            return existing(label.strip(), "label " + DEFINITION_LABEL, spec);
        }
        Optional<String> ruled = defaults.rules().definitionFor(launch.frameworkName(), spec.name());
        if (ruled.isPresent()) {
            return existing(ruled.get(), "a rule of ISTHMUS_TASK_DEFINITION_RULES", spec);
        }
        Optional<String> image = spec.container().image().filter(name -> !name.equals(NO_IMAGE));
        Optional<String> value = spec.command().value();
        if (image.isEmpty() && value.filter(DefinitionReference::isCommand).isPresent()) {
            return existing(value.get().strip(), "the task's command", spec);
        }
        if (image.isPresent()) {
            return ofImage(image.get(), spec);
        }
        if (defaults.image().isPresent()) {
            return ofDefaultImage(defaults.image().get(), spec);
        }
        return new Impossible(
                "task '" + launch.task().task() + "' does not say what to run on ECS: give it a Docker image, or label "
                        + DEFINITION_LABEL + ", or a command that is a task definition such as nginx:2, or a rule in "
                        + "ISTHMUS_TASK_DEFINITION_RULES, or set ISTHMUS_DEFAULT_IMAGE to an image with /bin/sh for plain commands");
    }

    private Plan existing(String reference, String namedBy, TaskSpec spec) {
        List<String> warnings = new ArrayList<>();
        Container container = spec.container();
        boolean more = !container.portMappings().isEmpty()
                || !container.volumes().isEmpty()
                || container.privileged()
                || container.image().filter(name -> !name.equals(NO_IMAGE)).isPresent();
        if (more) {
            warnings.add("the image, port mappings, volumes and privileges of a task that runs the existing definition "
                    + reference + " are not used; the definition's own are");
        }
        SortedMap<String, String> environment =
                environment(spec, DockerParameters.environmentOf(container.parameters()));
        return new Planned(
                new Wanted.Existing(reference, namedBy),
                commandForExisting(spec.command()),
                environment,
                Optional.ofNullable(spec.labels().get(CONTAINER_LABEL)),
                warnings);
    }

    private static CommandPassed commandForExisting(Command command) {
        if (command.value().filter(DefinitionReference::isCommand).isPresent()) {
            return new CommandPassed.Nothing();
        }
        if (command.shell()) {
            return command.value()
                    .<CommandPassed>map(CommandPassed.ShellLine::new)
                    .orElseGet(CommandPassed.Nothing::new);
        }
        return passed(words(command));
    }

    private Plan ofImage(String image, TaskSpec spec) {
        Command command = spec.command();
        List<String> warnings = new ArrayList<>();
        if (spec.container().forcePullImage()) {
            warnings.add("force_pull_image is not honoured: the pull behaviour of ECS is a setting of its agent "
                    + "(ECS_IMAGE_PULL_BEHAVIOR)");
        }
        if (command.shell()) {
            return own(
                    image,
                    SHELL,
                    new CommandPassed.Words(List.of(shellLine(command))),
                    Optional.empty(),
                    spec,
                    warnings);
        }
        return own(image, List.of(), passed(words(command)), Optional.empty(), spec, warnings);
    }

    private Plan ofDefaultImage(String image, TaskSpec spec) {
        Command command = spec.command();
        if (command.shell()) {
            CommandPassed line = new CommandPassed.Words(List.of(shellLine(command)));
            return own(image, SHELL, line, command.user(), spec, new ArrayList<>());
        }
        List<String> words = new ArrayList<>();
        words.add(command.value()
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new UnsupportedFieldException(
                        "the task's command has no value: without an image there is nothing to execute")));
        // arguments[0] is the program's own name for itself, which a shell's exec does not set apart.
        command.arguments().stream().skip(1).forEach(words::add);
        return own(image, EXECUTE, new CommandPassed.Words(words), command.user(), spec, new ArrayList<>());
    }

    private Plan own(
            String image,
            List<String> entryPoint,
            CommandPassed command,
            Optional<String> user,
            TaskSpec spec,
            List<String> warnings) {
        Container container = spec.container();
        DockerParameters parameters = DockerParameters.read(container, user);
        SortedMap<String, String> environment = environment(spec, parameters.environment());
        DefinitionContent content = new DefinitionContent(
                image,
                Networks.modeOf(container),
                entryPoint,
                parameters.execution(),
                container.portMappings(),
                Networks.checkedVolumes(container),
                spec.healthCheck().map(check -> HealthChecks.translate(check, environment, warnings)),
                spec.killGrace()
                        .map(grace ->
                                OptionalInt.of((int) Math.max(1, Math.min(86_400, (grace.toMillis() + 999) / 1000))))
                        .orElse(OptionalInt.empty()),
                defaults.log(),
                DefinitionContent.Fixed.NOTHING);
        return new Planned(
                new Wanted.Own(content),
                command,
                environment,
                Optional.of(DefinitionContent.CONTAINER),
                warnings);
    }

    /** A variable that stands in both has the parameter's value. */
    private static SortedMap<String, String> environment(TaskSpec spec, SortedMap<String, String> parameters) {
        SortedMap<String, String> environment = new TreeMap<>(spec.command().environment());
        environment.putAll(parameters);
        return environment;
    }

    private static String shellLine(Command command) {
        return command.value()
                .orElseThrow(() -> new UnsupportedFieldException(
                        "the task's command is for a shell (shell: true) but has no value: give it one, or set shell to false "
                                + "to run the image's own entry point"));
    }

    private static List<String> words(Command command) {
        List<String> words = new ArrayList<>();
        command.value().filter(value -> !value.isEmpty()).ifPresent(words::add);
        words.addAll(command.arguments());
        return words;
    }

    private static CommandPassed passed(List<String> words) {
        return words.isEmpty() ? new CommandPassed.Nothing() : new CommandPassed.Words(words);
    }

    /** The words of the override, given what the container of the definition begins with; empty to leave the definition's own. */
    public static Optional<List<String>> override(CommandPassed command, List<String> entryPoint) {
        if (command instanceof CommandPassed.Words words) {
            return Optional.of(words.words());
        }
        if (command instanceof CommandPassed.ShellLine line) {
            boolean bringsShell = !entryPoint.isEmpty()
                    && entryPoint.get(entryPoint.size() - 1).equals("-c");
            return Optional.of(bringsShell ? List.of(line.line()) : List.of("/bin/sh", "-c", line.line()));
        }
        return Optional.empty();
    }
}
