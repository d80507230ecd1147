package dev.isthmus.ecs.step;

import java.time.Duration;
import java.time.Instant;

/** What becomes of a time that something is due when the clock was set back. */
public final class ClockShift {

    private ClockShift() {}

    /** As far from now as before; {@link Instant#MIN} and {@link Instant#MAX}, which stand for no time, stay. */
    public static Instant earlier(Instant at, Duration by) {
        return at.equals(Instant.MIN) || at.equals(Instant.MAX) ? at : at.minus(by);
    }
}
