package dev.isthmus.simulation.driver;

import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.trace.Column;

/** Sees what happens inside a process, and may end it there. */
interface ProcessWitness {

    /** Which life of which driver it is. */
    DriverLife life();

    /** Who else sees it. */
    Observer observer();

    /** Whether the process lives. */
    boolean lives();

    /** Whether what is called, but for what is done with offers, goes to anybody. */
    boolean takesCalls();

    /** Something is about to happen; false if it does not, because the process is dead. */
    boolean happens(Column column, String what, Object detail);

    /** The framework is told its id. */
    void registered(String frameworkId);

    /** The driver has given up. */
    void failed(String message);
}
