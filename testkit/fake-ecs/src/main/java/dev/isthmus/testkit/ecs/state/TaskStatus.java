package dev.isthmus.testkit.ecs.state;

/** The states of a task, in the order in which it passes them ("Task lifecycle" in the developer guide). */
public enum TaskStatus {
    /** What it needs beside the instance is made: for {@code awsvpc}, its network interface. */
    PROVISIONING,
    /** The agent pulls the images and starts the containers. */
    PENDING,
    /** The containers run; something is still to be done before the task does. */
    ACTIVATING,
    RUNNING,
    /** It is to be stopped; something is to be done before. */
    DEACTIVATING,
    /** The agent stops the containers. */
    STOPPING,
    /** The containers have stopped; what was made for the task is taken away. */
    DEPROVISIONING,
    STOPPED
}
