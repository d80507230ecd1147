package dev.isthmus.testkit.ecs.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What the model has to do later, in order of time, then of arrival; and the time that it has reached, as its clock shows it. That
 * clock can be set forward and back: what is planned stays as far away as it was. All of it is to the millisecond, as the wire carries no
 * more: what is planned for a part of one is done when it is over.
 */
public final class Timers {
    private record Due(Instant at, long order, Runnable action) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    /** Without what the clock was set forward. */
    private Instant now;

    private Duration skew = Duration.ZERO;
    private long order;

    public Timers(Instant now) {
        this.now = now;
    }

    public Instant now() {
        return millis(now.plus(skew));
    }

    /** The time that {@link #advanceTo} was given last: it never steps back. */
    public Instant steady() {
        return now;
    }

    /** The clock shows so much more than the time that {@link #advanceTo} is given. */
    public void skew(Duration ahead) {
        skew = ahead;
    }

    public void at(Instant due, Runnable action) {
        Instant steady = due.minus(skew);
        Instant whole = millis(steady);
        queue.add(new Due(whole.equals(steady) ? whole : whole.plusMillis(1), order++, action));
    }

    /** In the time that {@link #advanceTo} is given. */
    public Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Due::at);
    }

    /** Does what is due up to {@code target}. A target before the time reached, as when a wall clock steps back, is that time. */
    public void advanceTo(Instant target) {
        for (Due due = queue.peek(); due != null && !due.at.isAfter(target); due = queue.peek()) {
            queue.remove();
            now = due.at.isAfter(now) ? due.at : now;
            due.action.run();
        }
        now = target.isAfter(now) ? target : now;
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
