package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Container;
import dev.isthmus.api.launch.Parameter;
import dev.isthmus.ecs.call.DefinitionContent.Execution;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of {@code docker run} that a framework passes through, as far as a definition can hold them.
 *
 * @param execution what goes into the definition
 * @param environment what goes into the environment
 */
record DockerParameters(Execution execution, SortedMap<String, String> environment) {

    private static final String TASK_ID = "MESOS_TASK_ID";

    /** Characters from which on a text that holds an id was made of it. */
    private static final int TELLING = 6;

    /** Reads them. */
    static DockerParameters read(Container container, Optional<String> commandUser, String taskId) {
        Optional<String> user = commandUser;
        Optional<String> workingDirectory = Optional.empty();
        Optional<String> hostname = Optional.empty();
        boolean privileged = container.privileged();
        boolean readOnly = false;
        SortedMap<String, String> labels = new TreeMap<>();
        for (Parameter parameter : container.parameters()) {
            switch (known(parameter)) {
                case ENV -> {}
                case LABEL -> addLabel(parameter.value(), taskId, labels);
                case USER -> user = Optional.of(parameter.value());
                case WORKDIR -> workingDirectory = Optional.of(parameter.value());
                case HOSTNAME -> hostname = Optional.of(parameter.value());
                case PRIVILEGED -> privileged = flag(parameter);
                case READ_ONLY -> readOnly = flag(parameter);
            }
        }
        return new DockerParameters(
                new Execution(user, workingDirectory, hostname, privileged, readOnly, labels),
                environmentOf(container.parameters()));
    }

    private static DockerParameter known(Parameter parameter) {
        return DockerParameter.of(parameter.key())
                .orElseThrow(() -> new UnsupportedFieldException("docker parameter '" + parameter.key()
                        + "' is not supported: known are " + DockerParameter.all()
                        + "; put what it does into a task definition of your own and name that by label "
                        + Planner.DEFINITION_LABEL));
    }

    /** Frameworks put what differs from task to task into labels, which would cost a registration a task. */
    private static void addLabel(String label, String taskId, SortedMap<String, String> labels) {
        int equals = label.indexOf('=');
        String key = equals < 0 ? label : label.substring(0, equals);
        String value = equals < 0 ? "" : label.substring(equals + 1);
        if (!key.isEmpty() && !key.equals(TASK_ID) && !speaksOf(taskId, value)) {
            labels.put(key, value);
        }
    }

    /** A short id may stand in any text by chance. */
    private static boolean speaksOf(String taskId, String value) {
        return value.equals(taskId) || (taskId.length() >= TELLING && value.contains(taskId));
    }

    /** What parameters {@code env} add to the environment. */
    static SortedMap<String, String> environmentOf(List<Parameter> parameters) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (Parameter parameter : parameters) {
            if (DockerParameter.of(parameter.key()).equals(Optional.of(DockerParameter.ENV))) {
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
