package dev.isthmus.ecs.host;

import java.util.Optional;

/**
 * The private DNS name and IP address of an instance.
 *
 * @param name its private DNS name; absent where the subnet gives none, and once it is terminated
 * @param ip its private IPv4 address, or its IPv6 address if it has no other
 */
public record Host(Optional<String> name, Optional<String> ip) {

    /** Takes empty texts as absent ones; EC2 writes an empty element for a name that is not there. */
    public Host {
        name = name.filter(text -> !text.isBlank());
        ip = ip.filter(text -> !text.isBlank());
    }
}
