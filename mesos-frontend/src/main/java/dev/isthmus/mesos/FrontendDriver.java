package dev.isthmus.mesos;

import java.time.Duration;

/** A driver of the frontend: the calls of a framework, and what the owner of the driver needs besides. */
public interface FrontendDriver extends FrameworkDriver {

    /** The counters of this driver. */
    FrontendCounters counters();

    /**
     * Waits until a stop is complete: the calls made before it are carried out, the tasks that it kills have ended, and the backend is closed. Meant
     * for a shutdown hook; must not be called inside a callback.
     *
     * @param limit how long to wait; the drain has its own limit, {@link FrontendSettings#STOP_DRAIN}
     * @return whether nothing is left to wait for: true as well for a driver that was never started or has not been stopped
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean awaitDrained(Duration limit) throws InterruptedException;
}
