package dev.isthmus.ecs.tail;

import dev.isthmus.api.identity.LaunchId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has been read of the logs of tasks that have failed, until their end is told; so no end that is remembered holds any of it. Not thread-safe. */
final class LogReadings {

    /** The most tasks, of a few KiB each. */
    static final int MOST = 1_000;

    /** After which a task gives way to another. Its end may never be told, as nobody watches its framework any more. */
    static final Duration GIVES_WAY = Duration.ofMinutes(10);

    private final Map<LaunchId, LogReading> byLaunch = new LinkedHashMap<>();

    /** That of a task, if it may be read now. */
    Optional<LogReading> toBegin(LaunchId launch, Instant now) {
        LogReading known = byLaunch.get(launch);
        if (known != null) {
            return Optional.of(known).filter(reading -> reading.mayBegin(now));
        }
        if (byLaunch.size() >= MOST) {
            Iterator<LogReading> readings = byLaunch.values().iterator();
            if (readings.next().since().plus(GIVES_WAY).isAfter(now)) {
                return Optional.empty();
            }
            readings.remove();
        }
        LogReading reading = new LogReading(now);
        byLaunch.put(launch, reading);
        return Optional.of(reading);
    }

    /** The task has ended; returns what was read, in words. What comes now is told to nobody. */
    String end(LaunchId launch) {
        LogReading reading = byLaunch.remove(launch);
        return reading == null ? "" : reading.words();
    }
}
