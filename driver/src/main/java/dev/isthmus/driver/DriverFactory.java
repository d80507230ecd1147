package dev.isthmus.driver;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;

/** Creates the driver behind the border. */
@FunctionalInterface
interface DriverFactory {

    /**
     * Creates a driver that has not been started.
     *
     * @param subscription the arguments of the framework
     * @param callbacks the callbacks, which lead to the framework's scheduler
     */
    FrameworkDriver create(DriverArguments subscription, SchedulerCallbacks callbacks);
}
