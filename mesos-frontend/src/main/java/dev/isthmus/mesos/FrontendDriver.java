package dev.isthmus.mesos;

import java.time.Duration;

/** A driver as the frontend makes it: with what its owner needs beyond the calls of a framework. */
public interface FrontendDriver extends FrameworkDriver {

    /** What it has done so far. */
    FrontendCounters counters();

    /**
     * Waits until all that a stop set in motion is done: calls made before it are carried out, tasks killed if they were to be,
     * the backend closed. Meant for a shutdown hook; must not be called inside a callback.
     *
     * @param limit how long to wait; the drain has its own limit, {@link FrontendSettings#STOP_DRAIN}
     * @return whether nothing is left to wait for: true as well for a driver that was never started or has not been stopped
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean awaitDrained(Duration limit) throws InterruptedException;
}
