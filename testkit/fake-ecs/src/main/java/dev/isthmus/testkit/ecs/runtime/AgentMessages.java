package dev.isthmus.testkit.ecs.runtime;

/**
 * Stop reasons in the words of the ECS agent ("Stopped task error messages" in the developer guide). Clients match their prefixes; the
 * rest is no contract.
 */
public final class AgentMessages {
    /** A container was killed for its use of memory. */
    public static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";

    private AgentMessages() {}

    /** The image cannot be pulled. */
    public static String cannotPull(String image) {
        return "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                + image + ": not found";
    }

    /** The container was made but its process cannot start. */
    public static String cannotStart(String why) {
        return "CannotStartContainerError: Error response from daemon: failed to create task for container: " + why;
    }
}
