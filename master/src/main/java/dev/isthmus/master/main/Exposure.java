package dev.isthmus.master.main;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HostNames;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who can reach a port, and what keeps strangers out. Whoever may speak to a master may run anything on the cluster, so an open port is an open account.
 *
 * @param address where it listens; the wildcard counts as what everybody can reach
 * @param hasCredentials whether nobody comes in without a secret
 * @param hasTls whether what is said is encrypted
 * @param isInsecure whether somebody has said that others are kept out by other means
 */
record Exposure(InetAddress address, boolean hasCredentials, boolean hasTls, boolean isInsecure) {

    /** Checks that there is an address. */
    public Exposure {
        requireNonNull(address, "address");
    }

    /** Why the port must not be opened; empty: it may be. */
    public Optional<String> refusal() {
        return address.isLoopbackAddress() || hasCredentials || isInsecure
                ? Optional.empty()
                : Optional.of("Without credentials the master listens on this machine alone, not on "
                        + address.getHostAddress()
                        + ": whoever reaches its port can run anything on the cluster. Give --credentials FILE; or"
                        + " --host 127.0.0.1; or, if others are kept out by other means, --insecure");
    }

    /**
     * The names that it answers to. Where others reach it too, nobody knows by what names, unless somebody says so.
     *
     * @param own by which it is called in any case
     * @param given what the operator says beside them
     */
    HostNames hosts(List<String> own, List<String> given) {
        if (!address.isLoopbackAddress() && given.isEmpty()) {
            return HostNames.ANY;
        }
        List<String> names = new ArrayList<>(own);
        names.addAll(given);
        return HostNames.only(names);
    }

    /** What whoever starts the master should be told each time; often nothing. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!address.isLoopbackAddress() && !hasCredentials) {
            warnings.add("whoever reaches " + address.getHostAddress()
                    + " can run anything on the cluster: there are no credentials (--insecure)");
        }
        if (!address.isLoopbackAddress() && hasCredentials && !hasTls) {
            warnings.add("secrets come over the network in clear text: there is no TLS (--tls-certificate, --tls-key)");
        }
        return warnings;
    }
}
