package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Container;
import dev.isthmus.api.launch.Parameter;
import dev.isthmus.ecs.call.DefinitionContent.Execution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of {@code docker run} that a framework passes through, as far as a definition can hold them. Labels are left out: frameworks
 * put what differs from task to task there (Marathon's {@code label=MESOS_TASK_ID=...}), which would cost a registration a task.
 *
 * @param execution what goes into the definition
 * @param environment what goes into the environment
 */
record DockerParameters(Execution execution, SortedMap<String, String> environment) {

    private static final String KNOWN = "env, hostname, label, privileged, read-only, user, workdir";

    /** Reads them. */
    static DockerParameters read(Container container, Optional<String> commandUser) {
        Optional<String> user = commandUser;
        Optional<String> workingDirectory = Optional.empty();
        Optional<String> hostname = Optional.empty();
        boolean privileged = container.privileged();
        boolean readOnly = false;
        for (Parameter parameter : container.parameters()) {
            switch (keyOf(parameter)) {
                case "env", "label" -> {}
                case "user" -> user = Optional.of(parameter.value());
                case "workdir" -> workingDirectory = Optional.of(parameter.value());
                case "hostname" -> hostname = Optional.of(parameter.value());
                case "privileged" -> privileged = flag(parameter);
                case "read-only" -> readOnly = flag(parameter);
                default ->
                    throw new UnsupportedFieldException("docker parameter '" + parameter.key()
                            + "' is not supported: known are " + KNOWN
                            + "; put what it does into a task definition of your own and name that by label "
                            + Planner.DEFINITION_LABEL);
            }
        }
        return new DockerParameters(
                new Execution(user, workingDirectory, hostname, privileged, readOnly),
                environmentOf(container.parameters()));
    }

    /** What parameters {@code env} add to the environment. */
    static SortedMap<String, String> environmentOf(List<Parameter> parameters) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (Parameter parameter : parameters) {
            if (keyOf(parameter).equals("env")) {
                int equals = parameter.value().indexOf('=');
                if (equals < 1) {
                    throw new UnsupportedFieldException(
                            "a docker parameter 'env' has no name=value: ECS takes no value from the host's environment");
                }
                environment.put(
                        parameter.value().substring(0, equals),
                        parameter.value().substring(equals + 1));
            }
        }
        return environment;
    }

    private static String keyOf(Parameter parameter) {
        return switch (parameter.key()) {
            case "e" -> "env";
            case "l" -> "label";
            case "u" -> "user";
            case "w" -> "workdir";
            case "h" -> "hostname";
            default -> parameter.key().toLowerCase(Locale.ROOT);
        };
    }

    private static boolean flag(Parameter parameter) {
        return switch (parameter.value()) {
            case "true", "" -> true;
            case "false" -> false;
            default ->
                throw new UnsupportedFieldException("docker parameter '" + parameter.key() + "' is '"
                        + parameter.value() + "': want true or false");
        };
    }
}
