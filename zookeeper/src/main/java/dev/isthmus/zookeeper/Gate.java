package dev.isthmus.zookeeper;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** The state of a session, for threads that wait for it. Thread-safe. */
final class Gate {

    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(1);

    private final Ensemble ensemble;
    private final Optional<DigestCredentials> credentials;
    private ConnectionState state = ConnectionState.CONNECTING;
    private @Nullable ZooKeeper client;
    private long changes;

    Gate(Ensemble ensemble, Optional<DigestCredentials> credentials) {
        this.ensemble = ensemble;
        this.credentials = credentials;
    }

    /** A connected client, and which of the changes made it so. */
    record Way(ZooKeeper client, long change) {}

    synchronized ConnectionState state() {
        return state;
    }

    synchronized @Nullable ZooKeeper client() {
        return client;
    }

    synchronized void put(@Nullable ZooKeeper next) {
        client = next;
    }

    synchronized void set(ConnectionState next) {
        state = next;
        changes++;
        notifyAll();
    }

    /**
     * Waits for a connected client, from a begin in nanoseconds for as long as patience lasts.
     *
     * @param last why the try before was in vain; null before the first, which is made if there is a connection, patience or not
     */
    synchronized Way connected(long begin, long patience, @Nullable KeeperException last)
            throws UnreachableException, InterruptedException {
        while (true) {
            long left = patience - (System.nanoTime() - begin);
            ZooKeeper connected = state == ConnectionState.CONNECTED ? client : null;
            if (connected != null && (left > 0 || last == null)) {
                return new Way(connected, changes);
            }
            if (state.isFinal() || left <= 0) {
                throw new UnreachableException("ZooKeeper at " + ensemble.hosts() + ": " + why(patience), state, last);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, LEAST));
        }
    }

    private String why(long patience) {
        return switch (state) {
            case CLOSED -> "the session was closed";
            case REFUSED ->
                "the servers do not take our credentials, of scheme "
                        + credentials.map(DigestCredentials::scheme).orElse("(none)");
            case CONNECTING, CONNECTED, SUSPENDED, LOST ->
                "no answer in "
                        + TimeUnit.NANOSECONDS.toMillis(patience)
                        + " ms; is one of these servers running and reachable?";
        };
    }

    /** Waits until something has changed since, but not long: a client may hear of a broken connection after its caller. */
    synchronized void awaitChange(Way way, Duration longest) throws InterruptedException {
        long begin = System.nanoTime();
        long left = longest.toNanos();
        while (changes == way.change() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, LEAST));
            left = longest.toNanos() - (System.nanoTime() - begin);
        }
    }
}
