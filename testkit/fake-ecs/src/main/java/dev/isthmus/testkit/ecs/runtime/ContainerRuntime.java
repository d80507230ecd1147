package dev.isthmus.testkit.ecs.runtime;

/**
 * Runs containers for a fake cluster. The cluster calls {@link #start} and {@link #stop} one at a time, in order, without
 * holding a lock. They must return quickly, and report through the events, from any thread, also before they return.
 */
public interface ContainerRuntime extends AutoCloseable {
    /** Starts a container. A {@code RuntimeException} counts as a container that cannot start. */
    void start(ContainerLaunch launch, ContainerEvents events, RuntimeTimer timer);

    /** Asks a container to end: SIGTERM, and SIGKILL after its stop timeout. Unknown and ended ones are passed over. */
    void stop(ContainerId container);

    /**
     * Kills a container as the kernel does when it uses too much memory: it ends with code 137 and the reason
     * {@link AgentMessages#OUT_OF_MEMORY}.
     *
     * @throws IllegalStateException if it does not run
     */
    void outOfMemory(ContainerId container);

    /**
     * A task has stopped, and none of its containers will start again: what they had in common, its volumes, can go. Its processes may
     * still be ending.
     */
    default void forget(String taskArn) {}

    /** What the container wrote to standard output and error so far, its last part if it wrote much; empty if unknown. */
    default String output(ContainerId container) {
        return "";
    }

    /** Ends all containers at once and waits for their end. No event is reported afterwards. */
    @Override
    void close();
}
