package dev.isthmus.api.task;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a task runs, independent of any backend.
 *
 * @param name the task's name; may be empty
 * @param command its command
 * @param container its container
 * @param labels by key; of a key given twice the last one counts
 * @param healthCheck how its health is checked, if at all
 * @param killGrace how long it has between the request to end and being killed, if given
 * @param unheeded the names of fields that the task has and that cannot be expressed here, for a warning
 */
public record TaskSpec(
        String name,
        Command command,
        Container container,
        SortedMap<String, String> labels,
        Optional<HealthCheck> healthCheck,
        Optional<Duration> killGrace,
        List<String> unheeded) {

    /** All of it said. */
    public TaskSpec(
            String name,
            Command command,
            Container container,
            SortedMap<String, String> labels,
            Optional<HealthCheck> healthCheck,
            Optional<Duration> killGrace) {
        this(name, command, container, labels, healthCheck, killGrace, List.of());
    }

    /** Copies the collections. */
    public TaskSpec {
        unheeded = List.copyOf(unheeded);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** A command without container, labels or checks. */
    public static TaskSpec of(String name, Command command) {
        return new TaskSpec(name, command, Container.NONE, new TreeMap<>(), Optional.empty(), Optional.empty());
    }
}
