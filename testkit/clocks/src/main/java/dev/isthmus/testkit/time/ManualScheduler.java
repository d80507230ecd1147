package dev.isthmus.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ManualClock} seen as a scheduled executor. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private enum Repeat {
        NONE,
        FIXED_RATE,
        FIXED_DELAY
    }

    private final ManualClock clock;
    private final Object lock = new Object();
    private final Set<Task<?>> waiting = new LinkedHashSet<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private boolean shutdown;

    ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable command) {
        // Not a future: an exception of the command must come out of the advance that runs it.
        refuseAfterShutdown(command);
        clock.after(Duration.ZERO, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return enqueue(new Task<@Nullable Object>(command, Repeat.NONE, Duration.ZERO), toDuration(delay, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return enqueue(new Task<>(callable), toDuration(delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return enqueue(
                new Task<@Nullable Object>(command, Repeat.FIXED_RATE, positive(period, unit)),
                toDuration(initialDelay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return enqueue(
                new Task<@Nullable Object>(command, Repeat.FIXED_DELAY, positive(delay, unit)),
                toDuration(initialDelay, unit));
    }

    @Override
    public void shutdown() {
        shutdownNow();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Task<?>> dropped;
        synchronized (lock) {
            shutdown = true;
            dropped = new ArrayList<>(waiting);
            waiting.clear();
        }
        dropped.forEach(task -> task.cancel(false));
        terminated.countDown();
        return new ArrayList<>(dropped);
    }

    @Override
    public boolean isShutdown() {
        synchronized (lock) {
            return shutdown;
        }
    }

    @Override
    public boolean isTerminated() {
        return isShutdown();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    private <V> Task<V> enqueue(Task<V> task, Duration delay) {
        refuseAfterShutdown(task);
        task.wait(clock.steady().plus(delay));
        return task;
    }

    private void refuseAfterShutdown(Runnable task) {
        if (isShutdown()) {
            throw new RejectedExecutionException("The manual scheduler is shut down; refused " + task);
        }
    }

    private static Duration toDuration(long amount, TimeUnit unit) {
        return Duration.of(Math.max(0, amount), unit.toChronoUnit());
    }

    private static Duration positive(long amount, TimeUnit unit) {
        if (amount <= 0) {
            throw new IllegalArgumentException("A period must be positive: " + amount + " " + unit);
        }
        return toDuration(amount, unit);
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Repeat repeat;
        private final Duration period;
        private volatile Instant due = Instant.MIN;
        private volatile ManualClock.@Nullable Timer timer;

        Task(Callable<V> callable) {
            super(callable);
            this.repeat = Repeat.NONE;
            this.period = Duration.ZERO;
        }

        // The result of a command that has none is null, as the interface says.
        @SuppressWarnings("NullAway")
        Task(Runnable command, Repeat repeat, Duration period) {
            super(command, null);
            this.repeat = repeat;
            this.period = period;
        }

        void wait(Instant until) {
            due = until;
            synchronized (lock) {
                waiting.add(this);
            }
            timer = clock.atSteady(until, this);
        }

        @Override
        public void run() {
            synchronized (lock) {
                waiting.remove(this);
            }
            if (repeat == Repeat.NONE) {
                super.run();
            } else if (runAndReset() && !isShutdown()) {
                wait(
                        repeat == Repeat.FIXED_RATE
                                ? due.plus(period)
                                : clock.steady().plus(period));
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            synchronized (lock) {
                waiting.remove(this);
            }
            ManualClock.Timer current = timer;
            if (current != null) {
                current.cancel();
            }
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.steady(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
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
