package dev.isthmus.ecs.budget;

/** Who goes first when calls wait, in the order they stand here. */
public enum Priority {
    /** Stopping a task: it frees what the others wait for. */
    STOP,
    /** Starting a task, and what a start needs to know first. */
    START,
    /** Finding out how a start came out. */
    SETTLE,
    /** Looking at the cluster. */
    READ,
    /** Tidying up. */
    TIDY
}
