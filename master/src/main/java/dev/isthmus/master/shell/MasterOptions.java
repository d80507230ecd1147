package dev.isthmus.master.shell;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.server.TlsFiles;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * How a master serves.
 *
 * @param listen where it listens; port 0 for one that is free
 * @param advertised by which address frameworks reach it
 * @param credentials who may come in; empty: everybody
 * @param hosts the names that it answers to where there are no credentials
 * @param tls the files of TLS; empty: in clear text
 * @param limits what a client may take of it
 * @param heartbeat how often a stream gives a sign of life
 * @param weights of roles, each above 0; 1 for those that are not named; empty: those that the journal remembers
 * @param clock tells the time that people see
 * @param steady a time that goes forward as time passes
 * @param timers runs its timers; not shut down by it
 * @param uuids makes ids that are unique for all time
 */
public record MasterOptions(
        InetSocketAddress listen,
        Advertised advertised,
        Optional<Credentials> credentials,
        HostNames hosts,
        Optional<TlsFiles> tls,
        ServerLimits limits,
        Duration heartbeat,
        SortedMap<String, Amount> weights,
        InstantSource clock,
        InstantSource steady,
        ScheduledExecutorService timers,
        Supplier<UUID> uuids) {

    /** Copies the weights. */
    public MasterOptions {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }

    /**
     * Who a master is that listens on this port; each time another. Unlike a driver it drains agents. It does not say {@code QUOTA_V2}, though it
     * has it: v1 of Mesos 1.11.0 has no name for that.
     */
    MasterInfo info(int port) {
        ClusterDescription itself = new ClusterDescription("master", Optional.empty(), advertised.ip(), port);
        return MasterInfos.write(uuids.get(), itself).toBuilder()
                .setHostname(advertised.name())
                .addCapabilities(MasterInfo.Capability.newBuilder().setType(MasterInfo.Capability.Type.AGENT_DRAINING))
                .build();
    }
}
