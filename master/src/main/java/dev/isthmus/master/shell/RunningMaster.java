package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.journal.FrameworkJournals;
import dev.isthmus.master.journal.SharedJournal;
import dev.isthmus.master.operator.ToldView;
import dev.isthmus.master.role.RolesInput;
import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.shell.BackendPort;
import dev.isthmus.mesos.shell.MachineOptionsFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master that serves, from its start until it is closed. Thread-safe. */
public final class RunningMaster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    /**
     * Until an offer that nobody has answered is for others, unless the settings say otherwise. What an agent has free is offered to one framework at a time, so one that
     * sits on its offers keeps the others from it. Singularity, which sits on them for 45 s when told to, wants a little more than that.
     */
    public static final Duration OFFER_TIMEOUT = Duration.ofMinutes(1);

    /** Frameworks that speak HTTP are of our day: they know every state. */
    private static final String MESOS_VERSION = "1.11.0";

    /** What a master that ends grants beyond the time that its machine gives itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HttpServer server;
    private final FrontDoor door;
    private final MasterLoop loop;
    private final BackendPort backend;
    private final FrameworkJournals journals;

    private RunningMaster(
            HttpServer server, FrontDoor door, MasterLoop loop, BackendPort backend, FrameworkJournals journals) {
        this.server = server;
        this.door = door;
        this.loop = loop;
        this.backend = backend;
        this.journals = journals;
    }

    /**
     * Starts a master.
     *
     * @param parts its backend, translators, journals and settings
     * @throws IOException if it cannot listen; the message says why
     * @throws RuntimeException if the backend, the translators or the journal cannot be opened, as they throw it
     */
    public static RunningMaster start(MasterOptions options, MasterParts parts) throws IOException {
        return over(options, parts, OneMachine::new);
    }

    /** Starts a master over a machine of any kind. */
    static RunningMaster over(
            MasterOptions options, MasterParts parts, Function<MasterMachineOptions, SharedMachine> machine)
            throws IOException {
        LateFence fence = new LateFence();
        Backend backend = parts.backend(fence);
        try {
            return over(options, parts, machine, backend, fence);
        } catch (RuntimeException | Error | IOException e) {
            try (backend) {
                throw e;
            }
        }
    }

    private static RunningMaster over(
            MasterOptions options,
            MasterParts parts,
            Function<MasterMachineOptions, SharedMachine> machine,
            Backend backend,
            LateFence fence)
            throws IOException {
        FrontDoor door = new FrontDoor(options.credentials(), options.hosts(), options.clock());
        // Which port it has is known when it listens, and frameworks are told of it. One that cannot listen must not
        // take the journal of one that does.
        HttpServer server = HttpServer.open(options.listen(), options.tls(), options.limits(), door);
        try {
            return over(options, parts, machine, backend, fence, door, server);
        } catch (RuntimeException | Error e) {
            server.close();
            door.close();
            throw e;
        }
    }

    private static RunningMaster over(
            MasterOptions options,
            MasterParts parts,
            Function<MasterMachineOptions, SharedMachine> machine,
            Backend backend,
            LateFence fence,
            FrontDoor door,
            HttpServer server) {
        UUID id = options.uuids().get();
        Policy policy = policy(parts.settings());
        SharedMachine shared = machine.apply(new MasterMachineOptions(
                id,
                Presence.STREAMING,
                policy,
                backend.cluster(),
                backend.launcher().consistencyWindow(),
                parts.translators(backend.dialect()),
                parts.settings(),
                options.uuids()));
        String cluster = backend.cluster().name();
        MasterInfo info = info(id, cluster, options, server);
        MasterInbox inbox = new MasterInbox();
        SharedJournal journals = SharedJournal.open(
                parts.journals(),
                cluster,
                parts.settings(),
                options.clock(),
                options.timers(),
                inbox,
                () -> replaced(cluster, door, inbox));
        fence.of(journals);
        BackendPort port = new BackendPort(backend, inbox);
        ClientConnections clients = new ClientConnections(inbox);
        MasterLoop loop = new MasterLoop(
                new ServingMaster(
                        new Subscriptions(
                                new SubscriptionOptions(id, info, options.heartbeat(), options.uuids()),
                                journals.remembered(
                                        options.clock().instant(),
                                        options.steady().instant())),
                        shared),
                new ToldView(info, cluster, options.clock().instant()),
                clients,
                new OutputCarrier(clients, port, journals, journals, inbox),
                inbox,
                options.clock(),
                options.steady(),
                options.timers(),
                policy.stopDrain().plus(GRACE));
        inbox.put(new ServingInput.OfRoles(new RolesInput.Recalled(journals.settings(options.weights()))));
        // An operator is told what there is before a framework has come.
        inbox.add(started -> port.begin());
        loop.start();
        door.open(loop);
        return new RunningMaster(server, door, loop, port, journals);
    }

    /** Frameworks are not told that they are over: their streams end, and they find the master that has them now as they find any. */
    private static void replaced(String cluster, FrontDoor door, MasterInbox inbox) {
        log.error(
                "another master of cluster {} has been started with this one's journal, and serves its frameworks from now on; this one answers 503 to everything"
                        + " and is to be ended. Tasks go on",
                cluster);
        door.shut("Another master has taken over; this one serves nobody any more");
        inbox.put(new ServingInput.End());
    }

    static Policy policy(Settings settings) {
        Policy policy = MachineOptionsFactory.policy(settings, MESOS_VERSION);
        return settings.isSet(FrontendSettings.OFFER_TIMEOUT)
                ? policy
                : policy.withOfferTimeout(Optional.of(OFFER_TIMEOUT));
    }

    private static MasterInfo info(UUID id, String cluster, MasterOptions options, HttpServer server) {
        ClusterDescription itself = new ClusterDescription(
                cluster,
                Optional.empty(),
                options.advertised().ip(),
                server.address().getPort());
        return MasterInfos.write(id, itself).toBuilder()
                .setHostname(options.advertised().name())
                .build();
    }

    /** Where it listens, with the port it has got. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops to serve. Streams are closed, what was asked of the backend is waited for, for a while, and the backend and the journals are closed; tasks go on. */
    @Override
    public void close() {
        // First, so that a stream which ends with the server is not taken for a framework that has left.
        loop.close();
        server.close();
        door.close();
        backend.close();
        journals.close();
    }
}
