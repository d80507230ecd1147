package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.zookeeper.ConnectionState;
import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.SessionOperation;
import dev.isthmus.zookeeper.UnreachableException;
import dev.isthmus.zookeeper.Znodes;
import dev.isthmus.zookeeper.ZooKeeperSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out an {@link Election} in ZooKeeper, from its opening until it is closed. Thread-safe. */
public final class ZooKeeperElection implements AutoCloseable {

    /** Is told who leads. Called on one thread, without a lock; must return soon. */
    public interface Listener {

        /** Who leads from now on. */
        void stand(Leadership leadership);

        /** This master leads no more, or will never lead; nothing is told after that. */
        void retired(String why);
    }

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final Election election;
    private final byte[] itself;
    private final Listener listener;
    private final String directory;
    private final List<ACL> acl;
    private final ElectionOutput.Cases outputs = new Outputs();
    private final ScheduledExecutorService steps = thread("isthmus-master-election");
    /** ZooKeeper may keep a call waiting, and who leads must be known meanwhile. */
    private final ScheduledExecutorService calls = thread("isthmus-master-election-calls");

    /** Is there when the constructor is done; what it tells of itself may come before. */
    private final CompletableFuture<ZooKeeperSession> session = new CompletableFuture<>();

    private ZooKeeperElection(Ensemble ensemble, Duration timeout, MasterInfo info, Listener listener) {
        this.election = new Election(new Leadership.Elsewhere(info.getHostname(), info.getPort()));
        this.itself = MesosJson.write(info).getBytes(StandardCharsets.UTF_8);
        this.listener = listener;
        this.directory = ensemble.at("");
        this.acl = Znodes.forClient(ensemble.credentials().isPresent() ? Znodes.readByAllOwnedByUs() : Znodes.open());
        this.session.complete(ZooKeeperSession.open(ensemble, timeout, this::changed));
    }

    /**
     * Takes part, as soon as ZooKeeper can be reached; returns at once.
     *
     * @param ensemble where the znodes are, in the path that the clients of these masters are told too
     * @param timeout until ZooKeeper takes a master that is not heard of any more for gone
     * @param info of this master, as it stands in its znode
     */
    public static ZooKeeperElection open(Ensemble ensemble, Duration timeout, MasterInfo info, Listener listener) {
        ZooKeeperElection election = new ZooKeeperElection(ensemble, timeout, info, listener);
        var unused = election.steps.schedule(election::sayIfOutOfReach, timeout.toMillis(), TimeUnit.MILLISECONDS);
        return election;
    }

    private void sayIfOutOfReach() {
        if (session.join().state() == ConnectionState.CONNECTING) {
            log.error(
                    "ZooKeeper at {} cannot be reached, so no master is elected and nobody is served until it can. See that the servers of --zk are right and run",
                    session.join().ensemble());
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private void changed(ConnectionState state) {
        switch (state) {
            case CONNECTED -> put(new ElectionInput.Connected());
            case LOST -> put(new ElectionInput.Lost());
            case REFUSED -> put(new ElectionInput.Refused());
            case CONNECTING, SUSPENDED, CLOSED -> {
                // As long as the session may go on, so does who leads.
            }
        }
    }

    private void put(ElectionInput input) {
        try {
            steps.execute(() -> step(input));
        } catch (RejectedExecutionException e) {
            log.trace("the election is over", e);
        }
    }

    private void step(ElectionInput input) {
        try {
            election.step(input).forEach(output -> output.match(outputs));
        } catch (RejectedExecutionException e) {
            log.trace("the election is over", e);
        } catch (RuntimeException e) {
            log.error("the election failed on {}; this is a defect of Isthmus", input, e);
        }
    }

    /** Asks ZooKeeper, on the thread for that. */
    private void ask(int number, SessionOperation<ElectionInput> operation) {
        calls.execute(() -> {
            try {
                put(session.join().call(operation));
            } catch (KeeperException | UnreachableException e) {
                put(new ElectionInput.Failed(number, String.valueOf(e.getMessage())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("the election failed; this is a defect of Isthmus", e);
                put(new ElectionInput.Failed(number, e.toString()));
            }
        });
    }

    private String path(String node) {
        return (directory.endsWith("/") ? directory : directory + "/") + node;
    }

    private List<Contestant> contestants(ZooKeeper client, int number) throws KeeperException, InterruptedException {
        Znodes.createAll(client, directory, acl);
        Watcher watcher = event -> {
            if (event.getType() != Watcher.Event.EventType.None) {
                put(new ElectionInput.Changed(number));
            }
        };
        List<Contestant> contestants = new ArrayList<>();
        for (String node : client.getChildren(directory, watcher)) {
            if (Contestant.isOne(node)) {
                contestant(client, node).ifPresent(contestants::add);
            }
        }
        return contestants;
    }

    private Optional<Contestant> contestant(ZooKeeper client, String node)
            throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            byte[] data = client.getData(path(node), false, stat);
            boolean isOurs = stat.getEphemeralOwner() == client.getSessionId();
            return Optional.of(new Contestant(node, isOurs, MasterAddress.read(ByteString.copyFrom(data))));
        } catch (KeeperException.NoNodeException e) {
            // Gone since it was listed, of which the watch tells.
            return Optional.empty();
        }
    }

    private final class Outputs implements ElectionOutput.Cases {

        @Override
        public void look(ElectionOutput.Look output) {
            ask(
                    output.session(),
                    client -> new ElectionInput.Listed(output.session(), contestants(client, output.session())));
        }

        @Override
        public void enter(ElectionOutput.Enter output) {
            ask(output.session(), client -> {
                client.create(path(Contestant.PREFIX), itself, acl, CreateMode.EPHEMERAL_SEQUENTIAL);
                return new ElectionInput.Entered(output.session());
            });
        }

        @Override
        public void remove(ElectionOutput.Remove output) {
            ask(output.session(), client -> {
                try {
                    client.delete(path(output.node()), -1);
                } catch (KeeperException.NoNodeException e) {
                    log.trace("{} is gone already", output.node());
                }
                return new ElectionInput.Entered(output.session());
            });
        }

        @Override
        public void wake(ElectionOutput.Wake output) {
            var unused = steps.schedule(
                    () -> put(new ElectionInput.Tick(output.session())),
                    output.after().toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void complain(ElectionOutput.Complain output) {
            log.error(
                    "this master cannot take part in the election at {}: {}. It tries again each second; this is said once",
                    session.join().ensemble(),
                    output.why());
        }

        @Override
        public void stand(ElectionOutput.Stand output) {
            listener.stand(output.leadership());
        }

        @Override
        public void retire(ElectionOutput.Retire output) {
            listener.retired(output.why());
        }
    }

    /** Leaves the election: its znode goes at once if ZooKeeper can be reached. Waits some seconds at most; not to be called by the listener. */
    @Override
    public void close() {
        steps.shutdownNow();
        session.join().close();
        calls.shutdownNow();
    }
}
