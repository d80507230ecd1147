package dev.isthmus.simulation.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.serving.SharedMachine;
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

    /** Between a master and its machine. */
    default SharedMachine machine(DriverLife life, SharedMachine real) {
        return real;
    }

    /** Between a master and a request of a client, before what is said is seen. */
    default Exchange exchange(DriverLife life, Exchange real) {
        return real;
    }
}
