package dev.isthmus.simulation.cluster;

/** Where a call can be interrupted on its way out of its process. */
public interface CallPoints {

    /** The fence has let a call through, which is not sent yet. The process may stand still when this returns. */
    void checked();

    /** A request is about to leave; false if it does not, because the process is dead. */
    boolean leaves();
}
