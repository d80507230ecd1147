package dev.isthmus.mesos.shell;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back. While its source is behind, it goes on by itself until the source has caught up; otherwise no timer would fall due
 * for as long as the source was set back. Not thread-safe.
 */
final class MonotonicClock implements InstantSource {

    private final InstantSource source;
    private final LongSupplier nanos;
    private Instant last = Instant.MIN;
    private long lastNanos;

    /**
     * A clock that follows the source, and a counter of nanoseconds where it has to go on alone.
     *
     * @param nanos goes forward as time passes, whatever the source does; may overflow
     */
    MonotonicClock(InstantSource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        Instant told = source.instant();
        long count = nanos.getAsLong();
        last = told.isBefore(last) ? last.plusNanos(Math.max(0, count - lastNanos)) : told;
        lastNanos = count;
        return last;
    }
}
