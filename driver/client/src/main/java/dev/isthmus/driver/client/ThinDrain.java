package dev.isthmus.driver.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays the end of the JVM, within a limit, until stopped drivers have sent what they were asked: a framework that calls {@code stop()} and returns from {@code
 * main} expects to be removed, and the driver's threads are daemons. One hook for all drivers, which it refers to weakly.
 */
final class ThinDrain {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.ThinDriver");

    /** For all drivers. */
    private static final long LIMIT_MILLIS = 15_000;

    private static final Set<ThinSchedulerDriver> DRIVERS = Collections.newSetFromMap(new WeakHashMap<>());

    private static boolean hooked;

    private ThinDrain() {}

    /** Waits for this driver as well when the JVM ends. */
    static void watch(ThinSchedulerDriver driver) {
        synchronized (DRIVERS) {
            DRIVERS.add(driver);
            if (!hooked) {
                hooked = true;
                try {
                    Runtime.getRuntime().addShutdownHook(new Thread(ThinDrain::drain, "isthmus-thin-drain"));
                } catch (IllegalStateException e) {
                    LOG.debug("the JVM is going already: no time is left to drain a driver", e);
                }
            }
        }
    }

    private static void drain() {
        List<ThinSchedulerDriver> drivers;
        synchronized (DRIVERS) {
            drivers = new ArrayList<>(DRIVERS);
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        try {
            for (ThinSchedulerDriver driver : drivers) {
                if (!driver.awaitDrained(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())))) {
                    LOG.warn("the JVM ends before the master has answered all that was asked of it");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
