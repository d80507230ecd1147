package dev.isthmus.api.launch;

import java.time.Duration;
import java.util.Collections;
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
 */
public record TaskSpec(
        String name,
        Command command,
        Container container,
        SortedMap<String, String> labels,
        Optional<HealthCheck> healthCheck,
        Optional<Duration> killGrace) {

    /** Copies the labels. */
    public TaskSpec {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** A command without container, labels or checks. */
    public static TaskSpec of(String name, Command command) {
        return new TaskSpec(name, command, Container.NONE, new TreeMap<>(), Optional.empty(), Optional.empty());
    }
}
