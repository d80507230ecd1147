package dev.isthmus.driver;

import dev.isthmus.mesos.FrontendDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays the end of the JVM, within a limit, until stopped drivers are done: a framework that calls {@code stop()} and returns from {@code main}
 * expects its tasks to be killed, and the driver's threads are daemons.
 *
 * <p>One shutdown hook for all drivers. It refers to them weakly: the thread of a running driver keeps it alive.
 */
final class ShutdownDrain {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    /** The limit for all drivers: each one by itself waits as long as ECS makes progress with its stops. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Set<FrontendDriver> DRIVERS = Collections.newSetFromMap(new WeakHashMap<>());

    private static boolean hooked;

    private ShutdownDrain() {}

    /** Waits for this driver as well when the JVM ends. */
    static void watch(FrontendDriver driver) {
        synchronized (DRIVERS) {
            DRIVERS.add(driver);
            if (!hooked) {
                hooked = true;
                try {
                    Runtime.getRuntime().addShutdownHook(new Thread(ShutdownDrain::drainAll, "isthmus-drain"));
                } catch (IllegalStateException e) {
                    log.debug("the JVM is going already: no time is left to drain a driver", e);
                }
            }
        }
    }

    private static void drainAll() {
        List<FrontendDriver> drivers;
        synchronized (DRIVERS) {
            drivers = new ArrayList<>(DRIVERS);
        }
        drain(drivers, LIMIT);
    }

    /**
     * Waits for these drivers.
     *
     * @param limit of the whole wait
     */
    static void drain(List<? extends FrontendDriver> drivers, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (FrontendDriver driver : drivers) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                if (!driver.awaitDrained(left)) {
                    log.warn(
                            "the JVM ends before all tasks were seen to end; some may still be running on the cluster");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
