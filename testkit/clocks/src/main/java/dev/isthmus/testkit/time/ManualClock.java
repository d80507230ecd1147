package dev.isthmus.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to advance, with timers on the same time.
 *
 * <p>{@link #advance} runs what falls due in order of due time, and what is due at one instant in order of
 * scheduling, on the thread that calls it; while a timer runs, {@link #instant} is its due time. A timer may schedule
 * further timers: those due within the same advance run in it. It must not advance the clock itself.
 *
 * <p>Reading and scheduling are safe from any thread. One thread advances at a time.
 */
public final class ManualClock implements InstantSource {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    /** So many cancelled timers are kept in any case. */
    private static final int SPARE = 64;

    private final Object lock = new Object();
    /** Those that wait, and cancelled ones that have not been taken out yet. */
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();

    private int waiting;
    private final ManualScheduler scheduler = new ManualScheduler(this);
    /** Timers live by a time without jumps; what the clock shows is that and the jumps. */
    private Instant now;

    private Duration jumped = Duration.ZERO;
    private long scheduled;
    private boolean advancing;

    /** A clock that starts at the first of January 2026, midnight UTC. */
    public ManualClock() {
        this(DEFAULT_START);
    }

    /** A clock that starts at {@code start}. */
    public ManualClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return now.plus(jumped);
        }
    }

    /**
     * Sets the clock forward or, with a negative duration, back, as an operator or a time server sets a machine's. No time passes:
     * what {@link #instant} shows is another, no timer runs by it, and every timer waits as long as it would have.
     */
    public void jump(Duration by) {
        synchronized (lock) {
            jumped = jumped.plus(by);
        }
    }

    /** The sum of all jumps. */
    public Duration jumped() {
        synchronized (lock) {
            return jumped;
        }
    }

    /** What the clock would show had it never jumped. It goes forward only, and with {@link #advance} alone. */
    public Instant steady() {
        synchronized (lock) {
            return now;
        }
    }

    /**
     * Runs {@code action} when the clock reaches {@code due}. What is due now or earlier runs with the next advance, even
     * one of {@link Duration#ZERO}. An exception that the action throws comes out of that advance; the timers after it stay.
     */
    public Timer at(Instant due, Runnable action) {
        synchronized (lock) {
            return atSteady(due.minus(jumped), action);
        }
    }

    /** A timer on the time without jumps. */
    Timer atSteady(Instant due, Runnable action) {
        synchronized (lock) {
            Timer timer = new Timer(due, scheduled++, action);
            timers.add(timer);
            waiting++;
            lock.notifyAll();
            return timer;
        }
    }

    /** Runs {@code action} when {@code delay} from now has passed; see {@link #at}. */
    public Timer after(Duration delay, Runnable action) {
        synchronized (lock) {
            return atSteady(now.plus(delay), action);
        }
    }

    /**
     * Moves the time forward by {@code step} and runs what falls due.
     *
     * @throws IllegalArgumentException if the step is negative
     * @throws IllegalStateException if the clock is being advanced already, by a timer or by another thread
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("A clock does not go back: step " + step);
        }
        run(steady().plus(step));
    }

    /** Moves the time to {@code target} and runs what falls due; see {@link #advance}. */
    public void advanceTo(Instant target) {
        Instant steadyTarget;
        synchronized (lock) {
            if (target.isBefore(instant())) {
                throw new IllegalArgumentException("A clock does not go back: now " + instant() + ", target " + target);
            }
            steadyTarget = target.minus(jumped);
        }
        run(steadyTarget);
    }

    private void run(Instant target) {
        synchronized (lock) {
            if (advancing) {
                throw new IllegalStateException("The clock is being advanced already, by a timer or by another thread");
            }
            advancing = true;
        }
        try {
            for (Timer timer = takeDue(target); timer != null; timer = takeDue(target)) {
                timer.action.run();
            }
            synchronized (lock) {
                now = target;
            }
        } finally {
            synchronized (lock) {
                advancing = false;
            }
        }
    }

    /** When the next timer is due, or nothing if none is waiting. */
    public Optional<Instant> nextDue() {
        synchronized (lock) {
            return Optional.ofNullable(first()).map(Timer::due);
        }
    }

    /** How many timers are waiting. */
    public int pending() {
        synchronized (lock) {
            return waiting;
        }
    }

    /**
     * Waits in real time until at least {@code count} timers are waiting, as when another thread is about to set one; false if
     * they are not by then.
     */
    public boolean awaitPending(int count, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            for (long left = timeout.toMillis(); waiting < count && left > 0; ) {
                lock.wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
            return waiting >= count;
        }
    }

    /**
     * This clock as a scheduled executor, for code that has one injected. Its tasks, the ones without a delay included,
     * run on the thread that advances the clock, and only then: waiting for the result on that same thread would never end.
     * Shutting it down drops its waiting tasks and refuses new ones; the clock itself goes on.
     */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    private @Nullable Timer takeDue(Instant target) {
        synchronized (lock) {
            Timer first = first();
            if (first == null || first.due.isAfter(target)) {
                return null;
            }
            timers.remove();
            first.waits = false;
            waiting--;
            if (first.due.isAfter(now)) {
                now = first.due;
            }
            return first;
        }
    }

    /** The next that is due, cancelled ones before it taken out. Called with the lock held. */
    private @Nullable Timer first() {
        Timer first = timers.peek();
        while (first != null && !first.waits) {
            timers.remove();
            first = timers.peek();
        }
        return first;
    }

    /**
     * Called with the lock held. To look a timer up takes as long as there are others, so it stays where it is until it comes to the front, or
     * most are cancelled.
     */
    private boolean cancel(Timer timer) {
        if (!timer.waits) {
            return false;
        }
        timer.waits = false;
        waiting--;
        if (timers.size() > 2 * waiting + SPARE) {
            timers.removeIf(each -> !each.waits);
        }
        return true;
    }

    /** An action that waits for its time. */
    public final class Timer implements Comparable<Timer> {
        private final Instant due;
        private final long order;
        private final Runnable action;
        private boolean waits = true;

        private Timer(Instant due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }

        /** When the action runs, as the clock shows it now. */
        public Instant due() {
            synchronized (lock) {
                return due.plus(jumped);
            }
        }

        /** Takes the timer off the clock; false if it has run or was cancelled before. */
        public boolean cancel() {
            synchronized (lock) {
                return ManualClock.this.cancel(this);
            }
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
