package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.Recollection;
import dev.isthmus.api.journal.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal in ZooKeeper. Its thread feeds the {@link Keeper} and does what that wants; nobody else writes. */
final class ZooKeeperJournal implements Journal {

    /** How long each time nothing is asked again after an answer was lost. */
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** The same, where a thread waits. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);
    /** After that a session has expired, whatever the server says of its length. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long closing waits for ZooKeeper. */
    private static final Duration CLOSING = Duration.ofSeconds(10);
    /** How long a call that would change the cluster waits for leave. */
    static final Duration STANDING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperJournal.class);

    private final Znodes znodes;
    private final Layout layout;
    private final Opening.Opened opened;
    private final Recollection recalled;
    private final InstantSource clock;
    private final Runnable taken;
    private final Duration standingPatience;
    private final SessionEvents events;
    private final Thread thread;
    private final BlockingQueue<KeeperInput> queue = new LinkedBlockingQueue<>();
    private final Map<Long, CompletableFuture<Void>> promised = new ConcurrentHashMap<>();
    private final Object closing = new Object();
    /** Why nothing more is written; guarded by {@link #closing}, as is what follows. */
    private @Nullable String closed;

    private boolean lost;
    private long tickets;
    /** Whether ZooKeeper did not say who has it: that is said once. */
    private volatile boolean blind;
    /** What follows is for the thread alone. */
    private final Keeper keeper;

    private boolean failing;
    private boolean over;
    /** What is asked again after a pause, and from when on. */
    private @Nullable Runnable later;

    private long laterAt;
    private long askingSince;
    private long closingSince;

    ZooKeeperJournal(
            Znodes znodes,
            Layout layout,
            Opening.Opened opened,
            SessionEvents events,
            String name,
            InstantSource clock,
            Runnable taken,
            Duration standingPatience) {
        this.znodes = znodes;
        this.layout = layout;
        this.opened = opened;
        this.recalled = opened.image().recollection();
        this.events = events;
        this.clock = clock;
        this.taken = taken;
        this.standingPatience = standingPatience;
        this.keeper = new Keeper(layout, opened.fence(), opened.epoch(), opened.image());
        this.thread = new Thread(this::run, "isthmus-journal-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        events.start(new FenceWatch(znodes, layout, opened.fence(), this::lose));
        thread.start();
    }

    @Override
    public Recollection recall() {
        return recalled;
    }

    @Override
    public boolean tookOver() {
        return opened.tookOver();
    }

    @Override
    public Epoch epoch() {
        return opened.epoch();
    }

    /**
     * Asks in a write that changes nothing: the one question that ZooKeeper answers only where a majority of its servers agrees. A read, after a sync
     * too, may be answered by a leader that another has replaced and that has not noticed.
     */
    @Override
    public Standing standing() {
        if (isClosed()) {
            return Standing.FENCED;
        }
        return question().match(new Outcome.Cases<Standing>() {
            @Override
            public Standing applied() {
                blind = false;
                return isClosed() ? Standing.FENCED : Standing.STANDS;
            }

            @Override
            public Standing rejected(Outcome.Rejected rejected) {
                lose();
                return Standing.FENCED;
            }

            @Override
            public Standing refused(Outcome.Refused refused) {
                return unknown(refused.why());
            }

            @Override
            public Standing unknown(Outcome.Unknown unknown) {
                return unknown(unknown.why());
            }

            private Standing unknown(String why) {
                if (isClosed()) {
                    return Standing.FENCED;
                }
                if (!blind) {
                    blind = true;
                    log.error(
                            "ZooKeeper does not say whether another driver has come ({}): {}. Until it does, nothing is launched, stopped or"
                                    + " written. This is said once",
                            layout.directory(),
                            why);
                }
                return Standing.UNKNOWN;
            }
        });
    }

    /** Asks until there is an answer, or the time is over: servers elect another leader in less. */
    private Outcome question() {
        long deadline = System.nanoTime() + standingPatience.toNanos();
        Outcome outcome = new Outcome.Unknown("no answer within " + standingPatience.toMillis() + " ms");
        try {
            for (long left = standingPatience.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                outcome = znodes.commit(List.of(opened.fence()))
                        .toCompletableFuture()
                        .get(left, TimeUnit.NANOSECONDS);
                if (!(outcome instanceof Outcome.Unknown)) {
                    return outcome;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(ASK_AGAIN.toNanos(), Math.max(0, deadline - System.nanoTime())));
            }
        } catch (TimeoutException e) {
            log.trace("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("the thread was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("changes that are asked for have an outcome", e);
        }
        return outcome;
    }

    @Override
    public CompletionStage<Void> write(JournalEntry entry) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (closing) {
            if (closed == null) {
                long ticket = ++tickets;
                promised.put(ticket, done);
                queue.add(new KeeperInput.Wanted(ticket, entry));
                return done;
            }
            done.completeExceptionally(new JournalException(closed));
            return done;
        }
    }

    @Override
    public void close() {
        end("the journal is closed", new KeeperInput.Closing());
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // What was written is to be durable all the same; the caller learns of it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another driver has it. */
    private void lose() {
        synchronized (closing) {
            lost |= closed == null;
            end(Keeper.TAKEN, new KeeperInput.Fenced());
        }
    }

    private void end(String reason, KeeperInput last) {
        synchronized (closing) {
            if (closed == null) {
                closed = reason;
                queue.add(last);
            }
        }
    }

    private boolean isClosed() {
        synchronized (closing) {
            return closed != null;
        }
    }

    private void run() {
        try {
            while (!over) {
                KeeperInput input = queue.poll(untilNext(), TimeUnit.MILLISECONDS);
                if (input != null) {
                    feed(input);
                }
                long now = System.nanoTime();
                if (later != null && now - laterAt >= 0) {
                    Runnable due = later;
                    later = null;
                    due.run();
                }
                if (isOverdue(now)) {
                    later = null;
                    feed(new KeeperInput.Overdue("ZooKeeper has not answered for "
                            + TimeUnit.NANOSECONDS.toSeconds(now - askingSince) + " s"));
                }
            }
        } catch (InterruptedException e) {
            end("the journal's thread was interrupted", new KeeperInput.Fenced());
            log.error("the journal's thread was interrupted; nothing is written any more", e);
        } finally {
            release();
        }
    }

    private long untilNext() {
        if (!keeper.isAsking()) {
            return Long.MAX_VALUE >> 1;
        }
        return PAUSE.toMillis();
    }

    private boolean isOverdue(long now) {
        if (!keeper.isAsking()) {
            return false;
        }
        return now - askingSince > PATIENCE.toNanos() || (closingSince != 0 && now - closingSince > CLOSING.toNanos());
    }

    private void feed(KeeperInput input) {
        if (input instanceof KeeperInput.Closing) {
            closingSince = System.nanoTime();
        }
        keeper.step(clock.instant(), input).forEach(output -> output.match(new Doing()));
    }

    private void after(boolean pause, Runnable what) {
        if (pause) {
            later = what;
            laterAt = System.nanoTime() + PAUSE.toNanos();
        } else {
            what.run();
        }
    }

    /** Does what the keeper wants done. */
    private final class Doing implements KeeperOutput.Cases<Boolean> {

        @Override
        public Boolean ask(KeeperOutput.Ask ask) {
            if (!ask.again()) {
                askingSince = System.nanoTime();
            }
            after(
                    ask.again(),
                    () -> znodes.commit(ask.changes())
                            .thenAccept(outcome -> queue.add(new KeeperInput.Answered(ask.number(), outcome))));
            return true;
        }

        @Override
        public Boolean look(KeeperOutput.Look look) {
            after(
                    look.again(),
                    () -> znodes.read(layout.state())
                            .whenComplete((state, failure) -> queue.add(seen(state, failure))));
            return true;
        }

        private KeeperInput seen(Optional<Znodes.Znode> state, @Nullable Throwable failure) {
            if (failure != null) {
                return new KeeperInput.Unseen(failure.toString());
            }
            try {
                return state.map(znode -> new KeeperInput.Seen(
                                znode.version(),
                                ZnodeText.readState(layout.state(), znode.text())
                                        .written()))
                        .orElse(new KeeperInput.Seen(Image.ABSENT, ZnodeText.Written.NOTHING));
            } catch (JournalException e) {
                return new KeeperInput.Seen(state.orElseThrow().version(), ZnodeText.Written.NOTHING);
            }
        }

        @Override
        public Boolean done(KeeperOutput.Done done) {
            if (failing) {
                failing = false;
                log.info("the journal {} can be written again", layout.directory());
            }
            done.tickets().forEach(ticket -> promise(ticket).complete(null));
            return true;
        }

        @Override
        public Boolean failed(KeeperOutput.Failed failed) {
            String words = failed.why().equals(Keeper.TAKEN)
                    ? Keeper.TAKEN
                    : "The journal " + layout.directory() + " in ZooKeeper cannot be written: " + failed.why()
                            + ". Mend that: what is not written is not known after a restart";
            if (!failing && !failed.why().equals(Keeper.TAKEN)) {
                failing = true;
                log.error("{}. This is said once", words);
            }
            failed.tickets().forEach(ticket -> promise(ticket).completeExceptionally(new JournalException(words)));
            return true;
        }

        @Override
        public Boolean lost() {
            lose();
            over = true;
            return true;
        }

        @Override
        public Boolean finished() {
            over = true;
            return true;
        }
    }

    private CompletableFuture<Void> promise(long ticket) {
        CompletableFuture<Void> promise = promised.remove(ticket);
        return promise == null ? new CompletableFuture<>() : promise;
    }

    private void release() {
        events.end();
        znodes.close();
        promised.values().forEach(left -> left.completeExceptionally(new JournalException("the journal is closed")));
        promised.clear();
        boolean tell;
        synchronized (closing) {
            tell = lost;
        }
        if (tell) {
            taken.run();
        }
    }
}
