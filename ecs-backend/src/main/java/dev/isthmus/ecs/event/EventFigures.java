package dev.isthmus.ecs.event;

import java.time.Duration;
import java.util.Optional;

/**
 * What was heard so far.
 *
 * @param news events that said something new
 * @param duplicates events of what was known already
 * @param stale events of what was over when they came
 * @param others events of other types or of other clusters
 * @param unreadable messages that were no events
 * @param repeated messages that had been received before
 * @param lag how old the last news was when it came; empty before the first
 * @param sinceLast how long ago the last event of the cluster came; empty before the first
 * @param reliedUpon whether the cluster is polled less often for them
 */
public record EventFigures(
        long news,
        long duplicates,
        long stale,
        long others,
        long unreadable,
        long repeated,
        Optional<Duration> lag,
        Optional<Duration> sinceLast,
        boolean reliedUpon) {

    /** Before anything was heard. */
    public static final EventFigures NONE =
            new EventFigures(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), false);
}
