package dev.isthmus.api.inventory;

import java.util.Optional;

/**
 * The network address of an agent, and so of a task on its network.
 *
 * @param hostname a name that peers can resolve, otherwise the id of the machine; not empty
 * @param ip a literal IPv4 or IPv6 address; {@code 0.0.0.0} when it is not known
 */
public record AgentAddress(String hostname, String ip) {

    /** The address that stands for an unknown one. */
    public static final String UNKNOWN_IP = "0.0.0.0";

    /** The address, if it is known: what stands for an unknown one is nothing to tell anybody. */
    public Optional<String> knownIp() {
        return ip.equals(UNKNOWN_IP) ? Optional.empty() : Optional.of(ip);
    }

    /** Refuses empty parts. */
    public AgentAddress {
        if (hostname.isEmpty() || ip.isEmpty()) {
            throw new IllegalArgumentException(
                    "an agent's address needs a hostname and an ip, got '" + hostname + "' and '" + ip + "'");
        }
    }
}
