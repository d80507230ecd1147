package dev.isthmus.ecs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of the engine, which never goes back. While its source is behind, as it was set back, the timers that fire move it on; otherwise none would
 * fall due for as long as the source was set back. Not thread-safe.
 */
final class ForwardClock {

    private final InstantSource source;
    private Instant last;

    ForwardClock(InstantSource source) {
        this.source = source;
        this.last = source.instant();
    }

    /** What the source tells, unless that is before what was told already. */
    Instant instant() {
        return noSoonerThan(source.instant());
    }

    /** The time at which a timer fires. */
    Instant firing(Instant due) {
        noSoonerThan(due);
        return instant();
    }

    /** How far the source is behind what was told last. */
    Duration behind() {
        Instant shown = source.instant();
        return shown.isBefore(last) ? Duration.between(shown, last) : Duration.ZERO;
    }

    private Instant noSoonerThan(Instant time) {
        last = time.isAfter(last) ? time : last;
        return last;
    }
}
