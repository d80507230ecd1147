package dev.isthmus.mesos.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes the driver's thread when a timer of the machine is due. Used by that thread alone. */
final class WakeUpTimer {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.mesos.Driver");

    private final ScheduledExecutorService scheduler;
    private final InstantSource steady;
    private final Runnable wake;
    private @Nullable ScheduledFuture<?> scheduled;
    private Instant scheduledAt = Instant.MAX;

    WakeUpTimer(ScheduledExecutorService scheduler, InstantSource steady, Runnable wake) {
        this.scheduler = scheduler;
        this.steady = steady;
        this.wake = wake;
    }

    /** Wakes the thread at this time and at no other; never if there is none. */
    void at(Optional<Instant> due) {
        if (due.isEmpty()) {
            cancel();
            return;
        }
        if (scheduled != null && !scheduled.isDone() && scheduledAt.equals(due.get())) {
            return;
        }
        cancel();
        scheduledAt = due.get();
        Duration wait = Duration.between(steady.instant(), scheduledAt);
        try {
            scheduled = scheduler.schedule(wake, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.error(
                    "the driver's scheduler was shut down while the driver lives; nothing happens by time any more", e);
        }
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }
}
