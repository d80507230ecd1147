package dev.isthmus.mesos.shell;

import dev.isthmus.api.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of a framework while a callback blocks. The machine renews it between callbacks; but Mesos's driver stays connected
 * during a callback as well, however long, and a framework that crashes then and comes back at once has not been away.
 */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final JournalPort journal;
    private final BooleanSupplier running;
    private final InstantSource clock;
    private JournalEntry.@Nullable Lease last;
    private boolean inside;
    private @Nullable ScheduledFuture<?> looking;

    /**
     * Renews nothing yet.
     *
     * @param running whether the driver runs; once it does not, its framework is on its way out
     */
    LeaseKeeper(JournalPort journal, BooleanSupplier running, InstantSource clock) {
        this.journal = journal;
        this.running = running;
        this.clock = clock;
    }

    /** Looks every second from now on. */
    synchronized void start(ScheduledExecutorService scheduler) {
        try {
            looking = scheduler.scheduleWithFixedDelay(
                    this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("no lease is renewed while a callback blocks: the driver's scheduler was shut down", e);
        }
    }

    synchronized void stop() {
        inside = false;
        if (looking != null) {
            looking.cancel(false);
        }
    }

    /** Writes what the machine wants written; no renewal comes in between. */
    synchronized void write(JournalEntry entry) {
        entry.match(end -> {}, lease -> last = lease, moved -> {}, removal -> last = null);
        journal.write(entry);
    }

    /** A callback begins, or has ended. */
    synchronized void inside(boolean callback) {
        inside = callback;
    }

    private synchronized void look() {
        JournalEntry.Lease lease = last;
        if (!inside || lease == null || !running.getAsBoolean()) {
            return;
        }
        Instant now = clock.instant();
        Duration age = Duration.between(lease.seen(), now);
        boolean due = age.compareTo(LONGEST) >= 0
                || age.compareTo(lease.failoverTimeout().dividedBy(10)) >= 0;
        if (due && now.isAfter(lease.seen())) {
            write(new JournalEntry.Lease(now, lease.failoverTimeout(), lease.terms()));
        }
    }
}
