package dev.isthmus.master.shell;

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

/** Wakes the master's thread when something is due by time alone. Used by that thread alone. */
final class WakeUps {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final ScheduledExecutorService timers;
    private final InstantSource steady;
    private final Runnable wake;
    private @Nullable ScheduledFuture<?> scheduled;
    private Instant due = Instant.MAX;

    WakeUps(ScheduledExecutorService timers, InstantSource steady, Runnable wake) {
        this.timers = timers;
        this.steady = steady;
        this.wake = wake;
    }

    /** Wakes it then, and at no other time. */
    void at(Optional<Instant> next) {
        if (scheduled != null
                && !scheduled.isDone()
                && next.isPresent()
                && next.get().equals(due)) {
            return;
        }
        cancel();
        if (next.isPresent()) {
            due = next.get();
            long nanos = Math.max(0, Duration.between(steady.instant(), due).toNanos());
            try {
                scheduled = timers.schedule(wake, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                log.error("the master's timers were shut down while it lives; nothing happens by time any more", e);
            }
        }
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }
}
