package dev.isthmus.driver.pages;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.master.http.Authority;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * By which address whoever reads the pages reaches them. They name it where a master names itself, because some go on to the leader that a page names; the framework is told that of
 * its cluster.
 *
 * @param host a name or an address
 */
record PageAddress(String host, int port) {

    /** Nowhere yet. */
    static final PageAddress NONE = new PageAddress("", 0);

    /** For a server that listens there; of one that does everywhere, this machine's own address. */
    static PageAddress of(InetSocketAddress listening) {
        InetAddress address = listening.getAddress();
        if (address.isAnyLocalAddress()) {
            try {
                address = InetAddress.getLocalHost();
            } catch (UnknownHostException e) {
                // A machine whose own name does not resolve: what is left is an address that leads to itself.
                address = InetAddress.getLoopbackAddress();
            }
        }
        return new PageAddress(address.getHostAddress(), listening.getPort());
    }

    /** As in a URL. */
    String text() {
        return Authority.of(host, port);
    }

    /** The message for a driver on this cluster that has this id as a master. */
    MasterInfo master(UUID id, ClusterDescription cluster) {
        return MasterInfos.write(id, new ClusterDescription(cluster.name(), cluster.region(), host, port));
    }
}
