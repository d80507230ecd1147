package dev.isthmus.driver.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays the end of the JVM, within a limit, until stopped drivers are done: a framework that calls {@code stop()} and returns from {@code main} expects its tasks
 * to be killed, and the driver's threads are daemons. One for all drivers of a kind, with one shutdown hook. It refers to them weakly: the thread of a running
 * driver keeps it alive. Thread-safe. Not for frameworks.
 *
 * @param <D> the kind of driver
 */
public final class ShutdownDrain<D> {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.Drain");

    private final String thread;
    private final Duration limit;
    private final String warning;
    private final Wait<D> wait;
    private final Set<D> drivers = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean hooked;

    /** How a driver is waited for. */
    @FunctionalInterface
    public interface Wait<D> {

        /**
         * Waits until a driver that was stopped is done; not at all for another one.
         *
         * @param left how long at most
         * @return whether nothing is left to wait for
         */
        boolean on(D driver, Duration left) throws InterruptedException;
    }

    /**
     * One without drivers, and without a hook.
     *
     * @param thread the name of the hook's thread
     * @param limit for all drivers together
     * @param warning what is logged for each driver that was not done in time
     * @param wait how one is waited for
     */
    public ShutdownDrain(String thread, Duration limit, String warning, Wait<D> wait) {
        this.thread = thread;
        this.limit = limit;
        this.warning = warning;
        this.wait = wait;
    }

    /** Waits for this driver as well when the JVM ends. */
    public synchronized void watch(D driver) {
        drivers.add(driver);
        if (!hooked) {
            hooked = true;
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(watched()), thread));
            } catch (IllegalStateException e) {
                LOG.debug("the JVM is going already: no time is left to drain a driver", e);
            }
        }
    }

    private synchronized List<D> watched() {
        return new ArrayList<>(drivers);
    }

    /** Waits for these drivers. */
    void drain(List<D> stopped) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (D driver : stopped) {
                if (!wait.on(driver, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.warn(warning);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
