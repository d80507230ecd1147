package dev.isthmus.testkit.framework.history;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a script: it stands still but for {@link dev.isthmus.testkit.framework.FrameworkScript#advance}, and for the second at most that the next round
 * of offers is away. To be given to a scheduler that asks what time it is.
 *
 * <p>One script a clock. Not thread-safe.
 */
public final class ScriptClock implements InstantSource {

    /** When a clock starts that is not told when. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant begin;
    private Instant now;

    /** A clock that starts at {@link #BEGIN}. */
    public ScriptClock() {
        this(BEGIN);
    }

    /** A clock that starts at this time. */
    public ScriptClock(Instant begin) {
        this.begin = begin;
        this.now = begin;
    }

    @Override
    public Instant instant() {
        return now;
    }

    Instant begin() {
        return begin;
    }

    public void set(Instant time) {
        now = time;
    }
}
