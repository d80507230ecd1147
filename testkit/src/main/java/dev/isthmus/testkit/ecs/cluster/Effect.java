package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;

/** What the model wants done by the container runtime. */
public sealed interface Effect {
    /** Start this container. */
    record Start(ContainerLaunch launch) implements Effect {}

    /** Ask this container to stop. */
    record Stop(ContainerId container) implements Effect {}

    /** The task has stopped: what its containers had in common goes with the last of them. */
    record Forget(String taskArn) implements Effect {}
}
