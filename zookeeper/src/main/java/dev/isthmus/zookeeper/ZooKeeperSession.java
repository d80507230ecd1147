package dev.isthmus.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with ZooKeeper that lasts until it is closed: it reconnects after disconnects, and is replaced by a new one when it has
 * expired. Its threads are daemons. Thread-safe.
 */
public final class ZooKeeperSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperSession.class);

    /** How long the end of a client is waited for, and that of our thread; both are daemons. */
    private static final int GOODBYE_MILLIS = 2_000;

    /** After a call that found no server: how long until the next, if nothing is heard meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Ensemble ensemble;
    private final Duration timeout;
    private final Optional<DigestCredentials> credentials;
    private final Consumer<ConnectionState> listener;
    private final SessionCore core;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Thread own;
    private volatile @Nullable Thread goodbye;

    private final Performer performer = new Performer();
    private final Gate gate;
    private @Nullable Future<?> wake;

    private ZooKeeperSession(
            Ensemble ensemble,
            Duration timeout,
            Optional<DigestCredentials> credentials,
            Consumer<ConnectionState> listener) {
        this.ensemble = ensemble;
        this.timeout = timeout;
        this.credentials = credentials;
        this.listener = listener;
        this.gate = new Gate(ensemble, credentials);
        this.core = new SessionCore(timeout.toNanos());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "isthmus-zookeeper");
            made.setDaemon(true);
            own = made;
            return made;
        });
    }

    /**
     * Begins a session; returns at once, connected or not.
     *
     * @param ensemble where; its own credentials are shown
     * @param timeout how long the session is to last without us; the servers may settle for another, by their settings (by default 4 to 40 s)
     * @param listener is told of every change of state but the first, in order, on a thread of the session, with no lock held; must return soon and not
     *     {@link #call}; what it throws is logged
     * @throws IllegalArgumentException if the timeout is not between 1 ms and 24 days
     */
    public static ZooKeeperSession open(Ensemble ensemble, Duration timeout, Consumer<ConnectionState> listener) {
        return open(ensemble, timeout, ensemble.credentials(), listener);
    }

    /** As above, with credentials that stand elsewhere. */
    public static ZooKeeperSession open(
            Ensemble ensemble,
            Duration timeout,
            Optional<DigestCredentials> credentials,
            Consumer<ConnectionState> listener) {
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "ZooKeeper: a session cannot last " + timeout + ", only from 1 ms to " + Integer.MAX_VALUE + " ms");
        }
        ZooKeeperSession session = new ZooKeeperSession(ensemble, timeout, credentials, listener);
        session.thread.execute(() -> session.perform(session.core.start(System.nanoTime())));
        return session;
    }

    /** Where it is. */
    public Ensemble ensemble() {
        return ensemble;
    }

    /** How it stands. */
    public ConnectionState state() {
        return gate.state();
    }

    /**
     * Does something, and again after cuts, for as long as it takes.
     *
     * @throws KeeperException what the servers answered
     * @throws UnreachableException if the session is closed or refused, before or meanwhile
     */
    public <T extends @Nullable Object> T call(SessionOperation<T> operation)
            throws KeeperException, UnreachableException, InterruptedException {
        return call(Long.MAX_VALUE, operation);
    }

    /**
     * Does something, and again after cuts, until the time is over. A single try is not broken off: if servers are silent it may take as long again as
     * the session lasts.
     *
     * @param patience how long at most; zero for one try if connected now
     * @throws KeeperException what the servers answered
     * @throws UnreachableException if they could not be reached in that time, or the session is closed or refused
     */
    public <T extends @Nullable Object> T call(Duration patience, SessionOperation<T> operation)
            throws KeeperException, UnreachableException, InterruptedException {
        return call(patience.toNanos(), operation);
    }

    private <T extends @Nullable Object> T call(long patience, SessionOperation<T> operation)
            throws KeeperException, UnreachableException, InterruptedException {
        if (Thread.currentThread() == own) {
            throw new IllegalStateException("a listener of a ZooKeeper session must not wait for the session");
        }
        long begin = System.nanoTime();
        KeeperException last = null;
        while (true) {
            Gate.Way way = gate.connected(begin, patience, last);
            try {
                return operation.on(way.client());
            } catch (KeeperException.ConnectionLossException
                    | KeeperException.SessionExpiredException
                    | KeeperException.SessionMovedException
                    | KeeperException.RequestTimeoutException
                    | KeeperException.AuthFailedException e) {
                last = e; // Of refused credentials the session hears too, and ends.
                gate.awaitChange(way, PAUSE);
            }
        }
    }

    private void inTurn(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.trace("ZooKeeper at {}: heard after the end", ensemble.hosts());
        }
    }

    private long agreed() {
        ZooKeeper current = gate.client();
        return current == null ? 0 : TimeUnit.MILLISECONDS.toNanos(current.getSessionTimeout());
    }

    private void step(SessionInput input) {
        perform(core.step(System.nanoTime(), input));
    }

    private void perform(List<SessionOutput> outputs) {
        outputs.forEach(output -> output.match(performer));
    }

    private void heard(int number, WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None) {
            return; // a watch of a caller that named no watcher of its own
        }
        SessionInput.@Nullable Signal signal = switch (event.getState()) {
            case SyncConnected -> SessionInput.Signal.CONNECTED;
            case Disconnected -> SessionInput.Signal.DISCONNECTED;
            case Expired -> SessionInput.Signal.EXPIRED;
            case AuthFailed -> SessionInput.Signal.REFUSED;
            default -> null;
        };
        if (signal != null) {
            // What has been agreed on is asked for on our thread, where the client is known by now.
            inTurn(() -> step(new SessionInput.Heard(number, signal, agreed())));
        }
    }

    private static void part(ZooKeeper old) {
        try {
            old.close(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what the core wants, on the session's thread. */
    private final class Performer implements SessionOutput.Cases {

        @Override
        public void open(SessionOutput.Open output) {
            int number = output.client();
            try {
                ZooKeeper made = new ZooKeeper(
                        ensemble.hosts(),
                        Math.toIntExact(timeout.toMillis()),
                        event -> heard(number, event),
                        new PlainConfig());
                credentials.ifPresent(shown -> made.addAuthInfo(shown.scheme(), shown.secret()));
                gate.put(made);
            } catch (IOException | RuntimeException e) {
                LOG.warn("ZooKeeper at {}: no client can be made; tried again in a second", ensemble.hosts(), e);
                inTurn(() -> step(new SessionInput.Failed(number)));
            }
        }

        /** On a thread of its own: with silent servers the client's goodbye takes its time, and the next one must not wait for it. */
        @Override
        public void discard(SessionOutput.Discard output) {
            ZooKeeper old = gate.client();
            gate.put(null);
            if (old != null) {
                Thread last = new Thread(() -> part(old), "isthmus-zookeeper-close");
                last.setDaemon(true);
                last.start();
                goodbye = last;
            }
        }

        @Override
        public void tell(SessionOutput.Tell output) {
            ConnectionState next = output.state();
            LOG.info("ZooKeeper at {}: {}", ensemble.hosts(), next);
            gate.set(next);
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.error("ZooKeeper at {}: the listener failed at {}", ensemble.hosts(), next, e);
            }
        }

        @Override
        public void wake(SessionOutput.Wake output) {
            if (wake != null) {
                wake.cancel(false);
            }
            wake = thread.schedule(() -> step(new SessionInput.Tick()), output.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Ends the session: its ephemeral znodes go at once if a server can be reached, else when it expires. What is being done fails. Waits some seconds at
     * most, from the listener not at all; may be called twice.
     */
    @Override
    public void close() {
        inTurn(() -> {
            step(new SessionInput.Close());
            thread.shutdownNow();
        });
        if (Thread.currentThread() == own) {
            return;
        }
        try {
            boolean ended = thread.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            Thread last = goodbye;
            if (last != null) {
                last.join(GOODBYE_MILLIS);
            }
            if (!ended || (last != null && last.isAlive())) {
                LOG.info("ZooKeeper at {}: no server took our goodbye; the session ends by itself", ensemble.hosts());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
