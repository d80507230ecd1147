package dev.isthmus.master.shell;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.master.operator.ToldView;
import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A master that serves, from its start until it is closed. Thread-safe. */
public final class RunningMaster implements AutoCloseable {

    private final HttpServer server;
    private final FrontDoor door;
    private final MasterLoop loop;

    private RunningMaster(HttpServer server, FrontDoor door, MasterLoop loop) {
        this.server = server;
        this.door = door;
        this.loop = loop;
    }

    /**
     * Starts a master with a machine of its own for each framework.
     *
     * @param machine for a framework and its callbacks: its backend, translators, journal, settings and timers
     * @throws IOException if it cannot listen; the message says why
     */
    public static RunningMaster start(
            MasterOptions options, BiFunction<FrameworkInfo, SchedulerCallbacks, FrontendOptions.Builder> machine)
            throws IOException {
        return over(options, inbox -> new DriverMachines(machine, inbox));
    }

    /** Starts a master over machines of any kind. */
    static RunningMaster over(MasterOptions options, Function<Consumer<SubscriptionInput>, FrameworkMachines> machines)
            throws IOException {
        FrontDoor door = new FrontDoor(options.credentials(), options.hosts(), options.clock());
        // Which port it has is known when it listens, and frameworks are told of it.
        HttpServer server = HttpServer.open(options.listen(), options.tls(), options.limits(), door);
        UUID id = options.uuids().get();
        ClusterDescription itself = new ClusterDescription(
                options.cluster(),
                Optional.empty(),
                options.advertised().ip(),
                server.address().getPort());
        MasterInfo info = MasterInfos.write(id, itself).toBuilder()
                .setHostname(options.advertised().name())
                .build();
        MasterLoop loop = new MasterLoop(
                new Subscriptions(new SubscriptionOptions(id, info, options.heartbeat(), options.uuids())),
                new ToldView(info, options.cluster(), options.clock().instant()),
                machines,
                options.clock(),
                options.steady(),
                options.timers());
        loop.start();
        door.open(loop);
        return new RunningMaster(server, door, loop);
    }

    /** Where it listens, with the port it has got. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops to serve. Streams are closed and the machines with them; tasks go on. */
    @Override
    public void close() {
        // First, so that a stream which ends with the server is not taken for a framework that has left.
        loop.close();
        server.close();
        door.close();
    }
}
