package dev.isthmus.api.launch;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a task is to run, in words that belong to no backend.
 *
 * @param name the task's name; may be empty
 * @param command what it runs
 * @param container how it is contained
 * @param labels by key; of a key given twice the last stands
 * @param healthCheck how its health is checked, if at all
 * @param killGrace how long it has between being asked to end and being ended, if it says so
 * @param unheeded the names of fields that the task has and that these words cannot say, for a warning
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
