package dev.isthmus.master.failover;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Task;

/** What ECS has really started, by the ids that frameworks gave. Thread-safe. */
final class StartedTasks {

    /** The variable by which a task says which it is. */
    static final String ID = "RESTLESS_TASK";

    private final Map<String, Set<String>> arns = new HashMap<>();

    synchronized void see(Task task) {
        task.overrides().containerOverrides().stream()
                .flatMap(container -> container.environment().stream())
                .filter(variable -> ID.equals(variable.name()))
                .forEach(variable -> arns.computeIfAbsent(variable.value(), id -> new HashSet<>())
                        .add(task.taskArn()));
    }

    synchronized boolean has(String task) {
        return arns.containsKey(task);
    }

    synchronized int count() {
        return arns.size();
    }

    /** The ids of those that were started more than once. */
    synchronized Set<String> twice() {
        Set<String> twice = new HashSet<>();
        arns.forEach((id, its) -> {
            if (its.size() > 1) {
                twice.add(id);
            }
        });
        return twice;
    }
}
