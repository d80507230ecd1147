package dev.isthmus.simulation.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.ProcessTime;

/**
 * Puts something between the parts of a driver. A world has none of it; a test plants a violation of a law with it, and finds out whether the law
 * notices.
 */
public interface Wrapping {

    /** Nothing between. */
    Wrapping NONE = new Wrapping() {};

    /** Between the backend and AWS. */
    default AwsAccess aws(DriverLife life, ProcessTime process, AwsAccess real) {
        return real;
    }

    /** Between the frontend and the framework, before what is told is seen. */
    default SchedulerCallbacks callbacks(DriverLife life, ProcessTime process, SchedulerCallbacks real) {
        return real;
    }

    /** Between the frontend and its journal. */
    default Journal journal(DriverLife life, Journal real) {
        return real;
    }

    /** Between the frontend and the backend. */
    default Backend backend(DriverLife life, ProcessTime process, Backend real) {
        return real;
    }

    /** Between the framework and the frontend, after what is asked was seen. */
    default FrameworkDriver driver(DriverLife life, ProcessTime process, FrameworkDriver real) {
        return real;
    }
}
