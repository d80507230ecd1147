package dev.isthmus.ecs.host;

import java.net.URI;
import java.util.Optional;

/** Whether EC2 is asked for the host names of agents. */
public enum LookupMode {
    /** Where there is an EC2 to ask: not beside an ECS on this machine, unless that of an EC2 is said. */
    AUTO,
    /** Yes. */
    TRUE,
    /** No. */
    FALSE;

    /**
     * What comes of it.
     *
     * @param loopback whether ECS is on this machine
     * @param endpoint where EC2 is, if that is set
     */
    public boolean asks(boolean loopback, Optional<URI> endpoint) {
        return this == TRUE || (this == AUTO && (!loopback || endpoint.isPresent()));
    }
}
