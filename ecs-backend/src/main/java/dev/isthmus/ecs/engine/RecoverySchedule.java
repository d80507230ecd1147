package dev.isthmus.ecs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the tasks of earlier processes are looked for: once when a framework is watched, and once more before its consistency window has passed. A round
 * does that for all frameworks for which it is due. Not thread-safe: used within steps only.
 */
final class RecoverySchedule {

    /** How much of the window is left for reading what has shown in it, at most. */
    private static final Duration FOR_SWEEP = Duration.ofSeconds(1);

    private final Duration window;
    /** When each watch began that is not recovered: an earlier process of its framework has started nothing after that. */
    private final Map<Long, Instant> open = new LinkedHashMap<>();
    /** When it is looked once more for each watch that is recovered, the earliest first. */
    private final Map<Long, Instant> sweeps = new LinkedHashMap<>();

    private boolean any;

    /**
     * None is watched.
     *
     * @param window how long ECS may take to show the effect of a call
     */
    RecoverySchedule(Duration window) {
        this.window = window;
    }

    /** A watch begins. */
    void begin(long watch, Instant now) {
        open.put(watch, now);
    }

    /** A watch is over. */
    void end(long watch) {
        open.remove(watch);
        sweeps.remove(watch);
    }

    /** The watches that are not recovered. */
    List<Long> open() {
        return List.copyOf(open.keySet());
    }

    /** Whether a watch was ever recovered, and so all stopped tasks were described. */
    boolean any() {
        return any;
    }

    /** Whether stopped tasks are to be listed once more. */
    boolean isSweepDue(Instant now) {
        return untilSweep(now).isZero();
    }

    /** The time until stopped tasks are listed once more; that is not delayed on large clusters. */
    Duration untilSweep(Instant now) {
        return nextSweep()
                .map(at -> now.isBefore(at) ? Duration.between(now, at) : Duration.ZERO)
                .orElse(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** When stopped tasks are listed once more. */
    Optional<Instant> nextSweep() {
        return sweeps.values().stream().findFirst();
    }

    /** Everything was read, stopped tasks included, in a round that began then. */
    void sweptAt(Instant begun) {
        sweeps.values().removeIf(at -> !begun.isBefore(at));
    }

    /** These watches are recovered, except those that have ended meanwhile. */
    void recovered(List<Long> watches) {
        // A start of an earlier process whose answer it never saw may become visible only now, and end at once.
        Duration reading = window.dividedBy(10);
        Duration wait = window.minus(reading.compareTo(FOR_SWEEP) < 0 ? reading : FOR_SWEEP);
        for (Long watch : watches) {
            Instant begun = open.remove(watch);
            if (begun != null) {
                sweeps.put(watch, begun.plus(wait));
            }
        }
        any = true;
    }

    /** The clock was set back: what is due keeps its distance. */
    void setBack(Duration by) {
        open.replaceAll((watch, at) -> at.minus(by));
        sweeps.replaceAll((watch, at) -> at.minus(by));
    }
}
