package dev.isthmus.master.shell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * By which address frameworks reach a master. Some make a URL of what they are told and give up if nobody answers there (Singularity).
 *
 * @param name a name or an address
 * @param ip the address
 */
public record Advertised(String name, String ip) {

    /**
     * Finds it out.
     *
     * @param listening where the master listens
     * @param given what the operator says; empty: where it listens, or this machine's own address if that is everywhere
     * @throws UnknownHostException if a name does not resolve
     */
    public static Advertised of(InetAddress listening, Optional<String> given) throws UnknownHostException {
        if (given.isPresent()) {
            return new Advertised(
                    given.get(), InetAddress.getByName(given.get()).getHostAddress());
        }
        String ip = (listening.isAnyLocalAddress() ? InetAddress.getLocalHost() : listening).getHostAddress();
        return new Advertised(ip, ip);
    }

    /** That frameworks elsewhere are told an address of their own machine, where nobody answers; empty: they are not. */
    public Optional<String> warning(InetAddress listening) {
        boolean isLocal = ip.startsWith("127.") || ip.equals("::1") || ip.equals("0:0:0:0:0:0:0:1");
        return isLocal && !listening.isLoopbackAddress()
                ? Optional.of("frameworks are told that the master is at " + ip
                        + ", which each takes for its own machine: name one that they reach with --advertise")
                : Optional.empty();
    }
}
