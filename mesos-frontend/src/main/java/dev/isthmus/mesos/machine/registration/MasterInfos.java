package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.mesos.messages.Protos.Address;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.offer.OfferMessages;
import java.util.UUID;
import java.util.regex.Pattern;

/** Writes the {@code MasterInfo} of the cluster (src/master/master.cpp, the constructor of {@code Master}). */
public final class MasterInfos {

    /** The version of Mesos whose behaviour this is; Marathon requires 1.5.0 or newer. */
    public static final String VERSION = "1.11.0";

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private static final String UNKNOWN = "0.0.0.0";

    private MasterInfos() {}

    /** The message for this master and cluster. */
    public static MasterInfo write(UUID id, ClusterDescription cluster) {
        String ip = ip(cluster.address());
        MasterInfo.Builder info = MasterInfo.newBuilder()
                .setId(id.toString())
                .setIp(inMemoryOrder(ip))
                .setPort(cluster.port())
                .setPid("master@" + ip + ":" + cluster.port())
                .setHostname(cluster.address())
                .setVersion(VERSION)
                .setAddress(address(cluster))
                .addCapabilities(MasterInfo.Capability.newBuilder().setType(MasterInfo.Capability.Type.AGENT_UPDATE));
        // A zone is required but an endpoint is in none: it stands for its whole region.
        cluster.region().ifPresent(region -> info.setDomain(OfferMessages.domain(region, region)));
        return info.build();
    }

    /** Unlike the older fields, this one may leave out an unknown address, and can hold IPv6. */
    private static Address address(ClusterDescription cluster) {
        Address.Builder address =
                Address.newBuilder().setHostname(cluster.address()).setPort(cluster.port());
        String ip = ip(cluster.address());
        if (!ip.equals(UNKNOWN)) {
            address.setIp(ip);
        } else if (cluster.address().contains(":")) {
            address.setIp(cluster.address().replaceAll("[\\[\\]]", ""));
        }
        return address.build();
    }

    /** The address if it is a literal one; names are not resolved, since nothing here does I/O. */
    private static String ip(String address) {
        if (address.equals("localhost")) {
            return "127.0.0.1";
        }
        return IPV4.matcher(address).matches() ? address : UNKNOWN;
    }

    /** The four octets as they lie in memory: 10.0.0.1 read as a little-endian number is 0x0100000A. */
    private static int inMemoryOrder(String ip) {
        String[] octets = ip.split("\\.", -1);
        int number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | (Integer.parseInt(octets[i]) & 0xff);
        }
        return number;
    }
}
