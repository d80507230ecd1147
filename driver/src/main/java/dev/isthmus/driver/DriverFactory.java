package dev.isthmus.driver;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;

/** Makes what stands behind the border. */
@FunctionalInterface
interface DriverFactory {

    /**
     * Makes a driver that has not been started.
     *
     * @param subscription what the framework asked for
     * @param callbacks whom the driver calls back
     */
    FrameworkDriver create(DriverArguments subscription, SchedulerCallbacks callbacks);
}
