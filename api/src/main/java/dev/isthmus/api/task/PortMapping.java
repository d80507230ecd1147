package dev.isthmus.api.task;

/**
 * A port of a container that is published on its host.
 *
 * @param hostPort from 0 to 65535; with 0 the backend chooses
 * @param containerPort from 0 to 65535
 * @param protocol TCP or UDP
 */
public record PortMapping(int hostPort, int containerPort, Protocol protocol) {

    /** The protocols a port can be of. */
    public enum Protocol {
        /** TCP. */
        TCP,
        /** UDP. */
        UDP
    }

    /** Checks the bounds. */
    public PortMapping {
        if (hostPort < 0 || hostPort > 65535 || containerPort < 0 || containerPort > 65535) {
            throw new IllegalArgumentException(
                    "port mapping " + hostPort + ":" + containerPort + ": want both ports from 0 to 65535");
        }
    }
}
