package dev.isthmus.api.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of the steps of a state machine. It begins with what a clock shows and goes on as time passes, whatever the clock is set to: what waits for a
 * while, waits for that long. Times that are told to others, or compared with theirs, are those of the clock; {@link #clockSet} says how far it is away.
 *
 * <p>Not thread-safe.
 */
public final class SteadyTime {

    /** A clock that runs a little faster or slower than time passes has not been set. */
    private static final Duration NOT_SET = Duration.ofMillis(1);

    private final InstantSource clock;
    private final InstantSource steady;
    private Duration behind = Duration.ZERO;

    /**
     * A time beside a clock.
     *
     * @param clock what people see, which can be set forward and back
     * @param steady what goes forward only, and evenly, such as that of {@link #count} or {@link #of}
     */
    public SteadyTime(InstantSource clock, InstantSource steady) {
        this.clock = clock;
        this.steady = steady;
    }

    /** The time that passes evenly beside a clock: beside that of the system the one that the JVM counts, beside any other, which a test moves, that itself. */
    public static InstantSource of(InstantSource clock) {
        return clock.equals(InstantSource.system()) ? count(clock, System::nanoTime) : clock;
    }

    /**
     * A time that begins with what a clock shows now, and is counted from there.
     *
     * @param nanos goes forward as time passes, in nanoseconds from any number on; it may overflow
     */
    public static InstantSource count(InstantSource clock, LongSupplier nanos) {
        Instant begin = clock.instant();
        long first = nanos.getAsLong();
        return () -> begin.plusNanos(nanos.getAsLong() - first);
    }

    /** The time of a step. */
    public Instant now() {
        return steady.instant();
    }

    /**
     * Looks whether the clock was set.
     *
     * @return how far it is behind the time of the steps now, negative if it is ahead; empty if that is what was said last, at first zero
     */
    public Optional<Duration> clockSet() {
        Duration now = Duration.between(clock.instant(), steady.instant());
        if (now.minus(behind).abs().compareTo(NOT_SET) < 0) {
            return Optional.empty();
        }
        behind = now;
        return Optional.of(now);
    }
}
