package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.Optional;

/** Where a master is, by what stands in its znode: its {@code MasterInfo} as JSON. Clients are sent to its name, as Mesos does. */
final class MasterAddress {

    private MasterAddress() {}

    /** Empty if it is not to be read, or names no host and port. */
    static Optional<Leadership.Elsewhere> read(ByteString data) {
        return MesosJson.read(data, MasterInfo.getDefaultInstance())
                .fold(MasterAddress::of, notJson -> Optional.empty(), notConvertible -> Optional.empty());
    }

    private static Optional<Leadership.Elsewhere> of(MasterInfo info) {
        String host =
                info.hasHostname() ? info.getHostname() : info.getAddress().getIp();
        int port = info.hasPort() ? info.getPort() : info.getAddress().getPort();
        return host.isEmpty() || port < 1 || port > 65535
                ? Optional.empty()
                : Optional.of(new Leadership.Elsewhere(host, port));
    }
}
