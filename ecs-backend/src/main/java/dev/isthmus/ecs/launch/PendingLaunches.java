package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.step.EvictingSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The starts of which the outcome is not known yet, by launch, and those that were given up. Not thread-safe. */
final class PendingLaunches {

    /** How many starts that were given up are remembered, should they turn up: days of them, unless every start is lost. */
    private static final int GIVEN_UP = 100_000;

    /** What whoever asks for such a start again is told. */
    static final LaunchOutcome GIVEN_UP_BEFORE =
            new LaunchOutcome.Unknown("this start was given up before, and is not made again");

    private final Map<LaunchId, PendingLaunch> byLaunch = new LinkedHashMap<>();
    private final EvictingSet<LaunchId> givenUp = new EvictingSet<>(GIVEN_UP);

    void add(PendingLaunch start) {
        start.order.tasks().forEach(task -> byLaunch.put(task.launch(), start));
    }

    void remove(PendingLaunch start) {
        start.order.tasks().forEach(task -> byLaunch.remove(task.launch()));
    }

    /** The starts of a framework. */
    List<PendingLaunch> of(FrameworkId framework) {
        return starts().stream().filter(start -> start.isOf(framework)).toList();
    }

    Optional<PendingLaunch> find(LaunchId launch) {
        return Optional.ofNullable(byLaunch.get(launch));
    }

    /** Each start once, though that of a group is pending under each of its launches. */
    Set<PendingLaunch> starts() {
        return new LinkedHashSet<>(byLaunch.values());
    }

    /** The tasks of all starts. */
    List<LaunchedTask> tasks() {
        return starts().stream().flatMap(start -> start.order.tasks().stream()).toList();
    }

    /** Remembers that a start was given up, so that it is neither made again nor adopted. */
    void giveUp(PendingLaunch start) {
        start.order.tasks().forEach(task -> givenUp.add(task.launch()));
    }

    boolean wasGivenUp(LaunchId launch) {
        return givenUp.contains(launch);
    }
}
