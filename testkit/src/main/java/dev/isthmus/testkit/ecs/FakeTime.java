package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The fake's time: of the wall, or moved by a test. To the millisecond, as the wire carries no more. */
abstract class FakeTime implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FakeTime.class.getName());

    abstract Instant now();

    abstract void after(Duration delay, Runnable action);

    @Override
    public abstract void close();

    static FakeTime manual(ManualClock clock) {
        return new FakeTime() {
            private volatile boolean closed;

            @Override
            Instant now() {
                return clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
        InstantSource system = InstantSource.system();
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fake-ecs-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new FakeTime() {
            @Override
            Instant now() {
                return system.instant().truncatedTo(ChronoUnit.MILLIS);
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
