package dev.isthmus.simulation.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
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
    public static List<String> ids(Task task) {
        List<String> ids = new ArrayList<>();
        each(task, TASK, (container, id) -> ids.add(id));
        return ids;
    }

    /** The same, each with the name of its container. */
    public static Map<String, String> containers(Task task) {
        Map<String, String> byTask = new TreeMap<>();
        each(task, TASK, (container, id) -> byTask.put(id, container));
        return byTask;
    }

    /** The framework that it runs a task of. */
    public static Optional<String> framework(Task task) {
        return first(task, FRAMEWORK);
    }

    /** The agent that it was launched on. */
    public static Optional<String> agent(Task task) {
        return first(task, AGENT);
    }

    /** Whether it has ended for good. */
    public static boolean isStopped(Task task) {
        return "STOPPED".equals(task.lastStatus());
    }

    private static Optional<String> first(Task task, String name) {
        List<String> values = new ArrayList<>(1);
        each(task, name, (container, value) -> values.add(value));
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** A plain loop, as several laws look at each change of each task. */
    private static void each(Task task, String name, BiConsumer<String, String> then) {
        if (task.overrides() == null) {
            return;
        }
        for (ContainerOverride container : task.overrides().containerOverrides()) {
            for (KeyValuePair variable : container.environment()) {
                if (name.equals(variable.name())) {
                    then.accept(container.name(), variable.value());
                }
            }
        }
    }
}
