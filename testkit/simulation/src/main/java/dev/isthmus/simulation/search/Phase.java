package dev.isthmus.simulation.search;

/** What a framework and its drivers are doing; several of these at one time. */
public enum Phase {
    /** Its newest driver has started and is not connected yet. */
    REGISTERING,
    /** It has launched a task that does not run yet. */
    LAUNCHING,
    /** A task of it runs. */
    RUNNING,
    /** It has asked for the end of a task that has not ended yet. */
    STOPPING,
    /** A driver has connected less than a minute ago that is not its first. */
    RECOVERING,
    /** Two drivers of it live. */
    TAKEN_OVER
}
