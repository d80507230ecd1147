package dev.isthmus.ecs.budget;

/** The priority of queued calls, highest first. */
public enum Priority {
    /** Stops: they free resources that others wait for. */
    STOP,
    /** Starts, and the calls that prepare them. */
    START,
    /** Retries of starts whose response was lost. */
    SETTLE,
    /** Reads of the cluster. */
    READ,
    /** Cleanup. */
    TIDY
}
