package dev.isthmus.testkit.ecs.runtime;

import java.util.Optional;

/**
 * A volume that a container sees under a path of its own.
 *
 * @param volume its name in the task definition: containers of one task that name the same one see the same files
 * @param containerPath where the container sees it
 * @param hostPath the directory of the machine that it is; absent: an empty one of the task's own
 * @param readOnly whether the container may only read it
 */
public record Mount(String volume, String containerPath, Optional<String> hostPath, boolean readOnly) {}
