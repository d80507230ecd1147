package dev.isthmus.ecs.host;

import java.net.URI;
import java.util.Optional;

/** Whether host names of agents are looked up in EC2. */
public enum LookupMode {
    /** Yes, unless ECS is on this machine and no endpoint of EC2 is set. */
    AUTO,
    /** Yes. */
    TRUE,
    /** No. */
    FALSE;

    /**
     * Whether to look up.
     *
     * @param loopback whether ECS is on this machine
     * @param endpoint the endpoint of EC2, if it is set
     */
    public boolean asks(boolean loopback, Optional<URI> endpoint) {
        return this == TRUE || (this == AUTO && (!loopback || endpoint.isPresent()));
    }
}
