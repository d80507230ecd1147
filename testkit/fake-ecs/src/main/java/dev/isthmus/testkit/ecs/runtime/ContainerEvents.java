package dev.isthmus.testkit.ecs.runtime;

import java.util.Optional;

/**
 * What a runtime tells the cluster, from any thread. Each container ends with exactly one of {@link #exited} and
 * {@link #failedToStart}; later reports are ignored.
 */
public interface ContainerEvents {
    /** The container runs. */
    void started(ContainerId container);

    /**
     * The container ran and has ended.
     *
     * @param exitCode 0..255; 128 + n after signal n
     * @param reason what the agent reports beside the code, as {@code OutOfMemoryError: ...}; mostly nothing
     */
    void exited(ContainerId container, int exitCode, Optional<String> reason);

    /** The container never ran; {@code reason} as the ECS agent words it, as {@code CannotPullContainerError: ...}. */
    void failedToStart(ContainerId container, String reason);

    /** The health check of a container that runs was made once, and passed or failed. */
    void healthChecked(ContainerId container, boolean passed);
}
