package dev.isthmus.simulation.law;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a task of ECS says of itself to whoever looks. */
public final class EcsTasks {

    /** The variable with the launch. */
    static final String LAUNCH = "ISTHMUS_LAUNCH_ID";

    private static final String TASK = "ISTHMUS_TASK_ID";
    private static final String FRAMEWORK = "ISTHMUS_FRAMEWORK_ID";
    private static final String AGENT = "ISTHMUS_AGENT_ID";

    private EcsTasks() {}

    /** The tasks of a framework that it runs, if a driver has started it: several for a group. */
    public static Stream<String> ids(Task task) {
        return variables(task, TASK);
    }

    /** The same, each with the name of its container. */
    public static Map<String, String> containers(Task task) {
        Map<String, String> byTask = new TreeMap<>();
        Stream.ofNullable(task.overrides())
                .flatMap(overrides -> overrides.containerOverrides().stream())
                .forEach(container -> container.environment().stream()
                        .filter(variable -> TASK.equals(variable.name()))
                        .forEach(variable -> byTask.put(variable.value(), container.name())));
        return byTask;
    }

    /** The framework that it runs a task of. */
    public static Optional<String> framework(Task task) {
        return variables(task, FRAMEWORK).findFirst();
    }

    /** The agent that it was launched on. */
    public static Optional<String> agent(Task task) {
        return variables(task, AGENT).findFirst();
    }

    /** Whether it has ended for good. */
    public static boolean isStopped(Task task) {
        return "STOPPED".equals(task.lastStatus());
    }

    private static Stream<String> variables(Task task, String name) {
        return Stream.ofNullable(task.overrides())
                .flatMap(overrides -> overrides.containerOverrides().stream())
                .flatMap(container -> container.environment().stream())
                .filter(variable -> name.equals(variable.name()))
                .map(KeyValuePair::value);
    }
}
