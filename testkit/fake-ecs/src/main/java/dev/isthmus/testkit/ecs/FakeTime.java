package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The fake's time: of the wall, or moved by a test. To the millisecond, as the wire carries no more.
 *
 * <p>What happens later is planned on the {@link #steady} time, which never jumps. What clocks show is that and the jumps of
 * the {@link #clock}, by which the test and the client live. The cluster's own jumps are the control plane's.
 */
abstract class FakeTime implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FakeTime.class.getName());

    private final Instant start;

    private FakeTime(Supplier<Instant> start) {
        this.start = start.get();
    }

    /** A time that goes forward only. */
    abstract Instant steady();

    /** How much the clock that the fake was given has jumped altogether. */
    abstract Duration clockJumped();

    /** What the clock shows that the fake was given. */
    final Instant clock() {
        return steady().plus(clockJumped());
    }

    abstract void after(Duration delay, Runnable action);

    @Override
    public abstract void close();

    /** When the fake began, in steady time. */
    final Instant start() {
        return start;
    }

    final Duration sinceStart() {
        return Duration.between(start, steady());
    }

    static FakeTime manual(ManualClock clock) {
        return new FakeTime(() -> clock.steady().truncatedTo(ChronoUnit.MILLIS)) {
            private volatile boolean closed;

            @Override
            Instant steady() {
                return clock.steady().truncatedTo(ChronoUnit.MILLIS);
            }

            @Override
            Duration clockJumped() {
                return clock.jumped();
            }

            @Override
            void after(Duration delay, Runnable action) {
                clock.after(delay, () -> {
                    if (!closed) {
                        action.run();
                    }
                });
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    static FakeTime wall() {
        // The wall's time when it begins, counted on by the timer that does not follow changes of the wall's.
        Instant begun = Instant.now();
        long nanos = System.nanoTime();
        Supplier<Instant> steady =
                () -> begun.plusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.MILLIS);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fake-ecs-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new FakeTime(steady) {
            @Override
            Instant steady() {
                return steady.get();
            }

            @Override
            Duration clockJumped() {
                return Duration.ZERO;
            }

            @Override
            void after(Duration delay, Runnable action) {
                long millis = Math.max(0, delay.toMillis());
                ScheduledFuture<?> planned = timer.schedule(() -> guarded(action), millis, TimeUnit.MILLISECONDS);
                LOG.log(Level.FINEST, "Planned {0}", planned);
            }

            @Override
            public void close() {
                timer.shutdownNow();
            }
        };
    }

    /** Nobody asks a timer's future for its failure. */
    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A timer of the fake cluster failed", e);
        }
    }
}
