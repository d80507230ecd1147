package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;

/** Makes the drivers of a world. */
public interface Drivers {

    /**
     * Makes the driver of a process, which does nothing until it is started.
     *
     * @param info of the framework; with its id if it has one
     * @param callbacks who is called back, and seen to be
     * @param described what else is to be known of the framework
     */
    ProcessDriver open(DriverPlace place, FrameworkInfo info, SchedulerCallbacks callbacks, Described described);

    /**
     * What a framework's driver is told of it.
     *
     * @param acknowledgesImplicitly whether a callback that returns acknowledges its update
     * @param mesosVersion the version of its Mesos jar
     */
    record Described(boolean acknowledgesImplicitly, String mesosVersion) {}
}
