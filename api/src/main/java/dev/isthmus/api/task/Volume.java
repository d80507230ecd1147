package dev.isthmus.api.task;

import java.util.Optional;

/**
 * A volume of a container.
 *
 * @param containerPath its path in the container; not empty
 * @param hostPath its path on the host; empty for a new, empty volume
 * @param readOnly whether the container may only read it
 */
public record Volume(String containerPath, Optional<String> hostPath, boolean readOnly) {

    /** Refuses an empty path. */
    public Volume {
        if (containerPath.isEmpty()) {
            throw new IllegalArgumentException("a volume needs a path in its container");
        }
    }
}
