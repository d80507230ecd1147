package dev.isthmus.driver.client.leader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches in ZooKeeper who leads, on a thread of its own, which is a daemon, until it is closed. What has been found counts until the znodes say otherwise: a
 * ZooKeeper that is not to be reached takes no master away.
 */
public final class LeaderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.Leader");

    /** As Mesos's driver. */
    private static final int SESSION_MILLIS = 10_000;

    /** Until it looks once more where a watch has not said so: after a failure, or where the path is not there yet. */
    private static final long PAUSE_MILLIS = 1_000;

    /** Also without a word of a watch. */
    private static final long LOOK_MILLIS = 60_000;

    private static final int GOODBYE_MILLIS = 1_000;

    private final String servers;
    private final String path;
    private final Optional<String> userAndPassword;
    private final boolean secure;
    private final Listener listener;
    private final Clients clients;
    private final Semaphore changes = new Semaphore(0);

    /** One for all that is asked: ZooKeeper's client keeps each that it is given until something happens to the znode. */
    private final Watcher watcher = this::heard;

    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean expired;
    private boolean refused;
    private boolean failing;

    /** What is told who leads; on the thread of the watch, and never the same twice in a row. */
    public interface Listener {

        /** Where the leader is; empty if nobody leads. */
        void leads(Optional<MasterUrl> leader);

        /** ZooKeeper refuses to say; the watch has ended. */
        void refused(String reason);
    }

    /** Makes the client of a session. */
    interface Clients {

        ZooKeeper open(String servers, int sessionMillis, Watcher watcher) throws IOException;
    }

    /** One that has not begun, with clients as they are to be. */
    LeaderWatch(
            String servers,
            String path,
            Optional<String> userAndPassword,
            boolean secure,
            String name,
            Listener listener,
            Clients clients) {
        this.servers = servers;
        this.path = path;
        this.userAndPassword = userAndPassword;
        this.secure = secure;
        this.listener = listener;
        this.clients = clients;
        this.thread = new Thread(this::watch, name);
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @param servers as ZooKeeper's client takes them
     * @param path where the znodes of the masters are
     * @param userAndPassword for scheme digest
     * @param secure whether masters are reached over TLS
     * @param name of the thread
     */
    public static LeaderWatch open(
            String servers,
            String path,
            Optional<String> userAndPassword,
            boolean secure,
            String name,
            Listener listener) {
        Clients clients = (at, millis, watcher) -> new ZooKeeper(at, millis, watcher, new PlainClientConfig());
        return new LeaderWatch(servers, path, userAndPassword, secure, name, listener, clients).begun();
    }

    /** This one, which watches now; once. */
    LeaderWatch begun() {
        thread.start();
        return this;
    }

    private void watch() {
        Optional<Optional<MasterUrl>> told = Optional.empty();
        try {
            while (!closed && !refused) {
                expired = false;
                ZooKeeper client = null;
                try {
                    client = clients.open(servers, SESSION_MILLIS, watcher);
                    ZooKeeper session = client;
                    userAndPassword.ifPresent(
                            shown -> session.addAuthInfo("digest", shown.getBytes(StandardCharsets.UTF_8)));
                    told = look(client, told);
                } catch (IOException | RuntimeException e) {
                    failed(e.toString());
                    changes.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                } finally {
                    if (client != null) {
                        part(client);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.trace("ZooKeeper at {}: no longer watched", servers, e);
        }
    }

    /** An interruption, which means that it is closed, would keep the client from ending its threads. */
    private static void part(ZooKeeper client) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        client.close(GOODBYE_MILLIS);
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** As long as the session lasts; returns what has been told last. */
    private Optional<Optional<MasterUrl>> look(ZooKeeper client, Optional<Optional<MasterUrl>> before)
            throws InterruptedException {
        Optional<Optional<MasterUrl>> told = before;
        while (!closed && !expired && !refused) {
            long pause = LOOK_MILLIS;
            changes.drainPermits();
            try {
                Optional<MasterUrl> leader = leader(client);
                failing = false;
                if (!told.isPresent() || !told.get().equals(leader)) {
                    told = Optional.of(leader);
                    listener.leads(leader);
                }
                pause = leader.isPresent() ? LOOK_MILLIS : PAUSE_MILLIS;
            } catch (KeeperException.AuthFailedException e) {
                refuse("ZooKeeper at " + servers + " refuses the user and password of the master argument");
            } catch (KeeperException.NoAuthException e) {
                refuse("ZooKeeper at " + servers + " does not let " + path + " be read: " + e.getMessage());
            } catch (KeeperException | IllegalArgumentException e) {
                failed(e.toString());
                pause = PAUSE_MILLIS;
            }
            if (!expired && !refused) {
                changes.tryAcquire(pause, TimeUnit.MILLISECONDS);
            }
        }
        return told;
    }

    private Optional<MasterUrl> leader(ZooKeeper client) throws KeeperException, InterruptedException {
        for (Optional<String> first = first(client); first.isPresent(); first = first(client)) {
            try {
                byte[] data = client.getData(path + "/" + first.get(), watcher, null);
                return Optional.of(LeaderZnodes.address(data, secure));
            } catch (KeeperException.NoNodeException e) {
                LOG.trace("gone since it was listed: the next one may lead", e);
            }
        }
        return Optional.empty();
    }

    private Optional<String> first(ZooKeeper client) throws KeeperException, InterruptedException {
        try {
            return LeaderZnodes.leader(client.getChildren(path, watcher));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        }
    }

    private void refuse(String reason) {
        refused = true;
        listener.refused(reason);
    }

    /** Once for a while, not once a second. */
    private void failed(String reason) {
        if (!failing) {
            failing = true;
            LOG.warn("ZooKeeper at {}: who leads cannot be read ({}); tried again every second", servers, reason);
        }
    }

    /** On a thread of ZooKeeper's client: has the watch look, which then learns what is wrong, if something is. */
    private void heard(WatchedEvent event) {
        if (event.getState() == Watcher.Event.KeeperState.Expired) {
            expired = true;
        }
        changes.release();
    }

    /** Ends the watch; returns at once. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
