package dev.isthmus.api.launch;

import java.util.Optional;

/**
 * A path of a container that is kept outside it.
 *
 * @param containerPath where the container sees it; not empty
 * @param hostPath what of the host it is; empty for a fresh one
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
