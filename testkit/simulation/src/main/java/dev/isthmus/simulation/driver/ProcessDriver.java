package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.FrameworkDriver;

/** The driver of a process, which is stepped. */
public interface ProcessDriver {

    /** As its framework has it. */
    FrameworkDriver driver();

    /** Whether what a framework calls, but for what it does with offers, goes to anybody now; else it is dropped. */
    boolean takesCalls();

    /** A step of the process is over, of the framework or of what is behind the driver. */
    void stepped();

    /** The process is no more. */
    void ended();
}
