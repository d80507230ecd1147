package dev.isthmus.mesos.machine.state;

import java.time.Duration;
import java.time.Instant;

/** The time of the steps, which goes forward as time passes, and what the clock shows beside it. Not thread-safe. */
public final class MachineTime {

    private Instant now = Instant.MIN;
    private Duration behind = Duration.ZERO;

    MachineTime() {}

    /** The time of this step. */
    public Instant now() {
        return now;
    }

    /** A step begins. */
    public void now(Instant time) {
        now = time;
    }

    /** The clock is that much behind the time of the steps, or ahead of it if that is negative. */
    public void clockSet(Duration by) {
        behind = by;
    }

    /** What the clock would have shown at a time of the steps, had it been set then as it is now. */
    public Instant shown(Instant time) {
        return time.minus(behind);
    }

    /** The time of the steps at which the clock, had it been set then as it is now, would have shown this. */
    public Instant whenShown(Instant shown) {
        return shown.plus(behind);
    }
}
