package dev.isthmus.testkit.memory;

import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets events out to one listener, one after the other, on the scheduler, until it is closed. When {@link #close} has returned no event is
 * begun any more, and none is still being taken on another thread.
 */
final class Outlet<L> {

    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final Object lock = new Object();
    private final String what;
    private final ScheduledExecutorService scheduler;
    private @Nullable L listener;
    private boolean closed;
    private @Nullable Thread taking;

    Outlet(String what, ScheduledExecutorService scheduler) {
        this.what = what;
        this.scheduler = scheduler;
    }

    void open(L to) {
        Objects.requireNonNull(to, "listener");
        synchronized (lock) {
            if (closed || listener != null) {
                throw new IllegalStateException(what + (closed ? " is closed" : " was started before"));
            }
            listener = to;
        }
    }

    void requireOpen() {
        synchronized (lock) {
            if (closed || listener == null) {
                throw new IllegalStateException(what + (closed ? " is closed" : " is not started"));
            }
        }
    }

    boolean isOpen() {
        synchronized (lock) {
            return !closed && listener != null;
        }
    }

    /** Tells it on the scheduler, unless it is closed by then. */
    void tell(Consumer<L> event) {
        if (isOpen()) {
            scheduler.execute(() -> pass(event));
        }
    }

    private void pass(Consumer<L> event) {
        L to;
        synchronized (lock) {
            to = listener;
            if (closed || to == null) {
                return;
            }
            taking = Thread.currentThread();
        }
        try {
            event.accept(to);
        } finally {
            synchronized (lock) {
                taking = null;
                lock.notifyAll();
            }
        }
    }

    /** Closes it; says whether it was open. */
    boolean close() {
        synchronized (lock) {
            boolean first = !closed;
            closed = true;
            long until = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000;
            long left = LONGEST_WAIT_MILLIS;
            boolean interrupted = false;
            while (taking != null && taking != Thread.currentThread() && left > 0) {
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = (until - System.nanoTime()) / 1_000_000;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return first;
        }
    }
}
