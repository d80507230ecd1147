package dev.isthmus.master.shell;

import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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

    private final HttpServer server;
    private final FrontDoor door;
    private final LeadingMaster leading;

    private RunningMaster(HttpServer server, FrontDoor door, LeadingMaster leading) {
        this.server = server;
        this.door = door;
        this.leading = leading;
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
        FrontDoor door = FrontDoor.of(options);
        // Which port it has is known when it listens, and frameworks are told of it. One that cannot listen must not
        // take the journal of one that does.
        HttpServer server = HttpServer.open(options.listen(), options.tls(), options.limits(), door);
        try {
            return new RunningMaster(
                    server,
                    door,
                    LeadingMaster.start(
                                    options,
                                    parts,
                                    machine,
                                    options.info(server.address().getPort()),
                                    door,
                                    () -> replaced(door),
                                    LeadingMaster.Running.ON_THREADS)
                            .published(options));
        } catch (RuntimeException | Error e) {
            server.close();
            door.close();
            throw e;
        }
    }

    private static void replaced(FrontDoor door) {
        log.error(
                "another master has been started with this one's journal, and serves its frameworks from now on; this one answers 503 to everything and is to be"
                        + " ended. Tasks go on");
        door.shut("Another master has taken over; this one serves nobody any more");
    }

    /** Where it listens, with the port it has got. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops to serve. Streams are closed, what was asked of the backend is waited for, for a while, and the backend and the journals are closed; tasks go on. */
    @Override
    public void close() {
        // First, so that a stream which ends with the server is not taken for a framework that has left.
        leading.stop();
        server.close();
        door.close();
        leading.close();
    }
}
