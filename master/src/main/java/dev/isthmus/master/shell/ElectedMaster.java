package dev.isthmus.master.shell;

import dev.isthmus.master.election.ZooKeeperElection;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.zookeeper.Ensemble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several masters, of which one leads: the others send whoever comes to that one. As with Mesos, one that has led and leads no more is over, and is to be started
 * anew. Thread-safe.
 */
public final class ElectedMaster implements AutoCloseable {

    /**
     * Among which masters.
     *
     * @param ensemble where they elect, and frameworks look for the leader
     * @param session until ZooKeeper takes a master that is not heard of any more for gone; above 0
     */
    public record Candidacy(Ensemble ensemble, Duration session) {}

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MasterOptions options;
    private final MasterParts parts;
    private final MasterInfo info;
    private final HttpServer server;
    private final FrontDoor door;
    private final ZooKeeperElection election;
    private final CompletableFuture<String> over = new CompletableFuture<>();
    /** To begin to lead takes a while, in which it must be known who leads. */
    private final ExecutorService leader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "isthmus-master-leader");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Optional<LeadingMaster> leading = Optional.empty();

    private ElectedMaster(
            MasterOptions options,
            MasterParts parts,
            MasterInfo info,
            HttpServer server,
            FrontDoor door,
            Candidacy candidacy) {
        this.options = options;
        this.parts = parts;
        this.info = info;
        this.server = server;
        this.door = door;
        this.election = ZooKeeperElection.open(candidacy.ensemble(), candidacy.session(), info, new Elected());
    }

    /**
     * Listens and takes part in the election.
     *
     * @param parts with what it leads; not touched before it does
     * @throws IOException if it cannot listen; the message says why
     */
    public static ElectedMaster start(MasterOptions options, MasterParts parts, Candidacy candidacy)
            throws IOException {
        FrontDoor door = FrontDoor.of(options);
        door.follow(new Leadership.Nowhere());
        HttpServer server = HttpServer.open(options.listen(), options.tls(), options.limits(), door);
        try {
            return new ElectedMaster(
                    options, parts, options.info(server.address().getPort()), server, door, candidacy);
        } catch (RuntimeException e) {
            server.close();
            door.close();
            throw e;
        }
    }

    /** Where it listens, with the port it has got. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Why it leads no more, or never will; completes then, and not because it is closed. */
    public CompletableFuture<String> over() {
        return over.copy();
    }

    private final class Elected implements ZooKeeperElection.Listener {

        /** Used by the election's thread. */
        private boolean hasLed;

        @Override
        public void stand(Leadership leadership) {
            leadership.fold(
                    () -> follow("this master leads", new Leadership.Recovering()),
                    () -> follow("nobody knows who leads", leadership),
                    other -> follow("the master on " + other.host() + ":" + other.port() + " leads", leadership),
                    () -> follow("no master leads", leadership));
            if (leadership instanceof Leadership.Leading && !over.isDone()) {
                hasLed = true;
                leader.execute(ElectedMaster.this::lead);
            }
        }

        private boolean follow(String words, Leadership leadership) {
            log.info(words);
            door.follow(leadership);
            return true;
        }

        @Override
        public void retired(String why) {
            end((hasLed ? "This master leads no more: " : "This master cannot take part in the election: ") + why);
        }
    }

    private final class Elect implements LeadingMaster.Lead {

        @Override
        public boolean lasts() {
            return !over.isDone();
        }

        @Override
        public void replaced() {
            end("This master leads no more: another one has taken its journal");
        }
    }

    private void lead() {
        try {
            leading = Optional.of(LeadingMaster.start(
                            options, parts, OneMachine::new, info, door, new Elect(), LeadingMaster.Running.ON_THREADS)
                    .published(options));
        } catch (RuntimeException | Error e) {
            end("This master cannot lead: " + e.getMessage());
        }
    }

    /** The first reason counts. Who is still beginning to lead is not to take the journal from the one that does. */
    private void end(String why) {
        if (over.complete(why)) {
            door.shut(why);
            leader.shutdownNow();
        }
    }

    /** Stops to serve, as {@link RunningMaster#close} does, and leaves the election after that: so no two ask the cluster for something. */
    @Override
    public void close() {
        leader.shutdown();
        try {
            if (!leader.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("the master was still beginning to lead when it was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leading.ifPresent(LeadingMaster::stop);
        server.close();
        door.close();
        leading.ifPresent(LeadingMaster::close);
        election.close();
    }
}
