package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.DefinitionContent.Execution;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Docker parameters of a task (options of {@code docker run}), as a task definition can express them.
 *
 * @param execution options of the container in the task definition
 * @param environment environment variables
 * @param entryPoint overrides that of the image
 * @param volumes volumes, with or without a path of the host
 * @param stopTimeout seconds
 * @param log the log configuration
 */
public record DockerParameters(
        Execution execution,
        SortedMap<String, String> environment,
        Optional<String> entryPoint,
        List<Volume> volumes,
        OptionalInt stopTimeout,
        Optional<Log> log) {

    private static final String TASK_ID = "MESOS_TASK_ID";

    /** Characters from which on a text that holds an id was made of it. */
    private static final int TELLING = 6;

    /**
     * Reads the parameters of a container.
     *
     * @param memory the task's limit in MiB; empty if it has none
     * @param warnings receives what is not honoured
     */
    public static DockerParameters read(
            Container container,
            Optional<String> commandUser,
            String taskId,
            OptionalLong memory,
            List<String> warnings) {
        Optional<String> user = commandUser;
        Optional<String> workingDirectory = Optional.empty();
        Optional<String> hostname = Optional.empty();
        Optional<String> entryPoint = Optional.empty();
        OptionalInt stopTimeout = OptionalInt.empty();
        boolean privileged = container.privileged();
        boolean readOnly = false;
        SortedMap<String, String> labels = new TreeMap<>();
        Map<String, Volume> volumes = new LinkedHashMap<>();
        LogForms log = new LogForms();
        OptionReader options = new OptionReader(memory, warnings);
        for (Parameter parameter : container.parameters()) {
            if (DroppedParameters.drops(parameter, warnings)) {
                continue;
            }
            DockerParameter known =
                    DockerParameter.of(parameter.key()).orElseThrow(() -> RefusedParameters.of(parameter.key()));
            switch (known) {
                case ENV, RM -> {}
                case ENTRYPOINT -> entryPoint = Optional.of(entryPoint(parameter));
                case LABEL -> addLabel(parameter.value(), taskId, labels);
                case USER -> user = said(parameter);
                case WORKDIR -> workingDirectory = Optional.of(ParameterForms.path(parameter, parameter.value()));
                case HOSTNAME -> hostname = said(parameter);
                case PRIVILEGED -> privileged = ParameterForms.flag(parameter);
                case READ_ONLY -> readOnly = ParameterForms.flag(parameter);
                case STOP_TIMEOUT -> stopTimeout = OptionalInt.of(stopTimeout(parameter, warnings));
                case LOG_DRIVER -> log.driver(parameter);
                case LOG_OPT -> log.option(parameter);
                case VOLUME -> {
                    Volume volume = HostForms.volume(parameter, warnings);
                    volumes.put(volume.containerPath(), volume);
                }
                default -> options.read(known, parameter);
            }
        }
        return new DockerParameters(
                new Execution(user, workingDirectory, hostname, privileged, readOnly, labels, options.options()),
                environmentOf(container.parameters()),
                entryPoint,
                List.copyOf(volumes.values()),
                stopTimeout,
                log.log(warnings));
    }

    /** Docker's -1 is to wait for ever. */
    private static int stopTimeout(Parameter parameter, List<String> warnings) {
        if (parameter.value().equals("-1")) {
            warnings.add("docker parameter 'stop-timeout' -1, which is to wait for ever, is taken as "
                    + DefinitionContent.LONGEST_STOP_TIMEOUT);
            return DefinitionContent.LONGEST_STOP_TIMEOUT;
        }
        return ParameterForms.within(parameter, parameter.value(), 1, DefinitionContent.LONGEST_STOP_TIMEOUT, warnings);
    }

    /** An empty one is as if there were none. */
    private static Optional<String> said(Parameter parameter) {
        return Optional.of(parameter.value()).filter(value -> !value.isBlank());
    }

    /** Docker takes an empty one to mean none at all, not even the image's, which ECS cannot say. */
    private static String entryPoint(Parameter parameter) {
        return said(parameter).orElseThrow(() -> ParameterForms.wrong(parameter, "a program, or leave it out"));
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

    /** Whether a parameter changes the task definition. Labels do not count: frameworks label every task. */
    public static boolean isOfDefinition(Parameter parameter) {
        return DockerParameter.of(parameter.key())
                .map(DockerParameter::changesDefinition)
                .orElse(true);
    }

    /** The environment variables of parameters {@code env}. */
    public static SortedMap<String, String> environmentOf(List<Parameter> parameters) {
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
}
