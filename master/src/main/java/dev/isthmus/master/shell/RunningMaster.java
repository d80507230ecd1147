package dev.isthmus.master.shell;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A master that serves, from its start until it is closed. Thread-safe. */
public final class RunningMaster implements AutoCloseable {

    private final HttpServer server;
    private final MasterLoop loop;

    private RunningMaster(HttpServer server, MasterLoop loop) {
        this.server = server;
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
        CompletableFuture<MasterLoop> started = new CompletableFuture<>();
        // Which port it has is known when it listens, and frameworks are told of it.
        HttpServer server = HttpServer.open(
                options.listen(),
                options.tls(),
                options.limits(),
                (request, exchange) -> handle(request, exchange, options.credentials(), started));
        UUID id = options.uuids().get();
        ClusterDescription itself = new ClusterDescription(
                options.cluster(),
                Optional.empty(),
                options.advertised().ip(),
                server.address().getPort());
        MasterLoop loop = new MasterLoop(
                new Subscriptions(new SubscriptionOptions(
                        id,
                        MasterInfos.write(id, itself).toBuilder()
                                .setHostname(options.advertised().name())
                                .build(),
                        options.heartbeat(),
                        options.uuids())),
                machines,
                options.clock(),
                options.steady(),
                options.timers());
        loop.start();
        started.complete(loop);
        return new RunningMaster(server, loop);
    }

    private static void handle(
            HttpRequest request,
            Exchange exchange,
            Optional<Credentials> credentials,
            CompletableFuture<MasterLoop> started) {
        Optional<MasterLoop> loop = Optional.ofNullable(started.getNow(null));
        Leadership leadership = loop.isPresent() ? new Leadership.Leading() : new Leadership.Recovering();
        SchedulerGate.admit(request, credentials, leadership)
                .<Runnable>fold(
                        answer -> () -> exchange.answer(answer),
                        admitted -> () -> loop.ifPresentOrElse(
                                leading -> leading.arrived(admitted, exchange),
                                () -> exchange.answer(HttpAnswer.notFound())))
                .run();
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
    }
}
