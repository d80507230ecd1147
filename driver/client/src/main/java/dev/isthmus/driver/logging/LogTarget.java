package dev.isthmus.driver.logging;

/** A logging system that receives our events. */
interface LogTarget {

    /** The receiver of the events of one logger; called once for each name. */
    NamedTarget named(String name);
}
