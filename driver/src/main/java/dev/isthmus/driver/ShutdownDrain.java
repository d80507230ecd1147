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
 * Holds the JVM back, for a while, until what a stop set in motion is done: a framework that calls {@code stop()} and returns
 * from {@code main} expects its tasks to be killed, and the driver's threads are daemons.
 *
 * <p>One shutdown hook for all drivers. They are held weakly: one that is still at work is held by its own thread.
 */
final class ShutdownDrain {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    /** A bound on the whole: by itself each driver waits for as long as ECS gets on with its stops. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Set<FrontendDriver> DRIVERS = Collections.newSetFromMap(new WeakHashMap<>());

    private static boolean hooked;

    private ShutdownDrain() {}

    /** Waits for this driver, too, when the JVM ends. */
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
     * Waits for all of them.
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
