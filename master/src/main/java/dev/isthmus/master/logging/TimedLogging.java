package dev.isthmus.master.logging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Has a level of logging in effect, and ends it when its time is over. Thread-safe. */
public final class TimedLogging implements LoggingLevel, AutoCloseable {

    private final Object lock = new Object();
    private final IntConsumer log;
    private final InstantSource steady;
    private final ScheduledExecutorService timers;
    private LoggingTerm term = LoggingTerm.USUAL;

    /**
     * Nothing is set.
     *
     * @param log is told how much is to be logged, one call after the other
     * @param steady a time that goes forward as time passes
     */
    public TimedLogging(IntConsumer log, InstantSource steady, ScheduledExecutorService timers) {
        this.log = log;
        this.steady = steady;
        this.timers = timers;
    }

    @Override
    public int now() {
        synchronized (lock) {
            return term.at(steady.instant()).level();
        }
    }

    @Override
    public void set(int level, Duration duration) {
        synchronized (lock) {
            become(LoggingTerm.beginning(steady.instant(), level, duration));
            if (!term.equals(LoggingTerm.USUAL)) {
                endLater();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // That of a look at the time, which does not throw.
    private void endLater() {
        Duration left = Duration.between(steady.instant(), term.end());
        try {
            timers.schedule(this::look, Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The master ends, and what it logs meanwhile may as well be more.
            become(LoggingTerm.USUAL);
        }
    }

    private void look() {
        synchronized (lock) {
            Instant now = steady.instant();
            LoggingTerm present = term.at(now);
            if (!present.equals(term)) {
                become(present);
            } else if (!term.equals(LoggingTerm.USUAL)) {
                // It was set again meanwhile, or the timer rang a little early.
                endLater();
            }
        }
    }

    /** Under the lock, so that the last one set is the last one told; the log takes no other lock of ours. */
    private void become(LoggingTerm next) {
        term = next;
        log.accept(next.level());
    }

    @Override
    public void close() {
        set(LoggingLevel.USUAL, Duration.ZERO);
    }
}
