package dev.isthmus.testkit.contract;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Moves the manual clock while something is awaited: what is due runs at once, and the time moves on only when nothing more has become due
 * for a moment.
 */
public final class ClusterTime {

    /** The longest that a request which is under way is waited for, in real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The longest that is moved at once, so that nobody's window passes while a call is under way. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private final ManualClock clock;
    private final Supplier<Duration> quiet;
    private final BooleanSupplier underWay;

    /**
     * Creates it.
     *
     * @param quiet how long, in real time, nothing has to become due before the time is moved on
     * @param underWay whether a request is known to be on its way, so that the time should not be moved on yet
     */
    public ClusterTime(ManualClock clock, Supplier<Duration> quiet, BooleanSupplier underWay) {
        this.clock = clock;
        this.quiet = quiet;
        this.underWay = underWay;
    }

    /** The time on the clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Whether it is so within that time on the clock. */
    public boolean until(BooleanSupplier wanted, Duration most) {
        Instant end = clock.instant().plus(most);
        while (!wanted.getAsBoolean()) {
            clock.advance(Duration.ZERO);
            if (wanted.getAsBoolean()) {
                return true;
            }
            if (!dueNow() && !comes()) {
                Instant now = clock.instant();
                if (!now.isBefore(end)) {
                    return wanted.getAsBoolean();
                }
                Instant next = earlier(end, now.plus(STEP));
                clock.advanceTo(clock.nextDue()
                        .filter(due -> due.isAfter(now))
                        .map(due -> earlier(due, next))
                        .orElse(next));
            }
        }
        return true;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        until(() -> false, time);
    }

    private boolean dueNow() {
        return clock.nextDue().filter(due -> !due.isAfter(clock.instant())).isPresent();
    }

    /** Whether another thread sets a timer within the moment. */
    private boolean comes() {
        Duration moment = quiet.get();
        if (moment.isZero()) {
            return false;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            do {
                boolean more = clock.awaitPending(clock.pending() + 1, moment);
                if (more || dueNow()) {
                    return dueNow();
                }
            } while (underWay.getAsBoolean() && System.nanoTime() < until);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the backend", e);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
