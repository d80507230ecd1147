package dev.isthmus.simulation.driver;

import dev.isthmus.simulation.cluster.CallPoints;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;

/** The process that a driver is in, as the driver sees it. */
public interface DriverPlace extends CallPoints {

    /** The present life of the driver. */
    DriverLife life();

    /** The time of the process. */
    ProcessTime time();

    /** What chance decides of the driver. */
    Draws chance();

    /** The driver is in contact with nobody, and begins anew: another life of it, in the same process. */
    void renew();

    /** In this life, the framework is known by this id from now on. */
    void subscribed(String frameworkId);

    /** The framework is told that there is no master at the moment. */
    void masterLost();
}
