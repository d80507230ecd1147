package dev.isthmus.simulation.time;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ProcessTime} seen as a scheduled executor. It is never shut down: its process is killed, or runs on. */
final class ProcessScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final ProcessTime time;

    ProcessScheduler(ProcessTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable step) {
        time.after(Duration.ZERO, step);
    }

    // The result of a step that has none is null, as the interface says.
    @SuppressWarnings("NullAway")
    @Override
    public ScheduledFuture<?> schedule(Runnable step, long delay, TimeUnit unit) {
        return planned(new Planned<@Nullable Object>(step), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> step, long delay, TimeUnit unit) {
        return planned(new Planned<>(step), delay, unit);
    }

    private <V> ScheduledFuture<V> planned(Planned<V> step, long delay, TimeUnit unit) {
        step.timer = time.after(Duration.of(Math.max(0, delay), unit.toChronoUnit()), step);
        return step;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable step, long first, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(step, first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable step, long first, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    step.run();
                    var unused = scheduleWithFixedDelay(step, delay, delay, unit);
                },
                first,
                unit);
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("The scheduler of a process lives as long as the process");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("The scheduler of a process lives as long as the process");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    /** A step that waits for its time. What it throws comes out of it, and does not vanish in a future that nobody asks. */
    private static final class Planned<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private ManualClock.@Nullable Timer timer;
        private @Nullable Throwable thrown;

        Planned(Callable<V> step) {
            super(step);
        }

        // As above.
        @SuppressWarnings("NullAway")
        Planned(Runnable step) {
            super(step, null);
        }

        @Override
        protected void setException(Throwable cause) {
            thrown = cause;
            super.setException(cause);
        }

        @Override
        public void run() {
            super.run();
            if (thrown != null) {
                throw new IllegalStateException("A step of the process failed", thrown);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (timer != null) {
                timer.cancel();
            }
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("Nobody orders the steps of a process but its clock");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("Nobody orders the steps of a process but its clock");
        }
    }
}
