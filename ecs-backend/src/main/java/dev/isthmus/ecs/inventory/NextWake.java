package dev.isthmus.ecs.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When somebody has to be woken next. One wake is set at a time, and another only for something earlier. Not thread-safe: used within steps only. */
final class NextWake {

    private Instant at = Instant.MAX;

    /** How long until the next of these times that is still to come; empty if there is none, or a wake is set that comes as early. */
    Optional<Duration> after(Instant now, Stream<Instant> times) {
        Optional<Instant> next = times.filter(now::isBefore)
                .min(Instant::compareTo)
                .filter(time -> !at.isAfter(now) || time.isBefore(at));
        next.ifPresent(time -> at = time);
        return next.map(time -> Duration.between(now, time));
    }
}
