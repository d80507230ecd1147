package dev.isthmus.operator.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of hosts. That of a process asks its machine, which may ask name servers for seconds; tests have one of their own. */
@FunctionalInterface
public interface NameResolver {

    /**
     * The address of a host.
     *
     * @throws UnknownHostException if the name leads nowhere from here
     */
    InetAddress address(String name) throws UnknownHostException;
}
