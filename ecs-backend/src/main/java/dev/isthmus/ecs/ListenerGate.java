package dev.isthmus.ecs;

import org.jspecify.annotations.Nullable;

/**
 * Delivers events until it is closed. After {@link #close} has returned, no event is delivered, and no delivery on another thread is still running,
 * unless that has taken longer than five seconds since. No lock is held during a delivery.
 */
final class ListenerGate {

    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final Object lock = new Object();
    private boolean closed;
    private @Nullable Thread taking;

    /** Delivers an event, unless the gate is closed. */
    void pass(Runnable event) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            taking = Thread.currentThread();
        }
        try {
            event.run();
        } finally {
            synchronized (lock) {
                taking = null;
                lock.notifyAll();
            }
        }
    }

    /** Whether it is closed. */
    boolean closed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Closes the gate; returns whether it was open. */
    boolean close() {
        synchronized (lock) {
            boolean first = !closed;
            closed = true;
            long until = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000;
            boolean interrupted = false;
            while (taking != null && taking != Thread.currentThread()) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return first;
        }
    }
}
