package dev.isthmus.driver.logging;

/** A logging system that events are handed to. */
interface LogTarget {

    /** What takes the events of one name; the same name is asked for once. */
    NamedTarget named(String name);
}
