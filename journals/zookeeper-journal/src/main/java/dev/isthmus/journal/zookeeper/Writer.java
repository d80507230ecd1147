package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a journal: feeds the {@link Keeper} and carries out its outputs; nothing else writes. */
final class Writer {

    /** Whose journal it is. Called on the thread. */
    interface Owner {

        /** Another driver has the journal. */
        void lost();

        /** The thread cannot go on, and nothing is written any more. */
        void broken(String why);

        /** The last that the thread does. */
        void ended();
    }

    /** How long each time nothing is asked again after an answer was lost. */
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** After that long without an answer the log says so, and what was asked in vain is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long closing waits for ZooKeeper. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperJournal.class);

    private final JournalZnodes znodes;
    private final Layout layout;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Owner owner;
    private final Thread thread;
    private final BlockingQueue<KeeperInput> queue = new LinkedBlockingQueue<>();
    private final Map<Long, CompletableFuture<Void>> promised = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();

    /** What follows is for the thread alone. */
    private final Keeper keeper;

    private boolean failing;
    private boolean late;
    private boolean over;
    /** What is asked again after a pause, and from when on. */
    private @Nullable Runnable later;

    private long laterAt;
    /** Since when what is under way is. */
    private long waitingSince;
    /** When ZooKeeper was asked last. */
    private long askedAt;

    private boolean closing;
    private long closingSince;

    /**
     * Does nothing yet.
     *
     * @param nanos time that only goes forward, in nanoseconds since any moment
     */
    Writer(
            JournalZnodes znodes,
            Layout layout,
            Keeper keeper,
            String name,
            InstantSource clock,
            LongSupplier nanos,
            Owner owner) {
        this.znodes = znodes;
        this.layout = layout;
        this.keeper = keeper;
        this.clock = clock;
        this.nanos = nanos;
        this.owner = owner;
        this.thread = new Thread(this::run, "isthmus-journal-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isThisThread() {
        return Thread.currentThread() == thread;
    }

    /** A fact is to be written, until {@link #last}. */
    CompletionStage<Void> write(JournalFact fact) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long ticket = tickets.incrementAndGet();
        promised.put(ticket, done);
        queue.add(new KeeperInput.Wanted(ticket, fact));
        return done;
    }

    /** Nothing is to be written after this: {@link KeeperInput.Closing} or {@link KeeperInput.Fenced}. */
    void last(KeeperInput input) {
        queue.add(input);
    }

    private void run() {
        try {
            while (!over) {
                KeeperInput input = queue.poll(untilNext(), TimeUnit.MILLISECONDS);
                if (input != null) {
                    feed(input);
                }
                long now = nanos.getAsLong();
                if (later != null && now - laterAt >= 0) {
                    Runnable due = later;
                    later = null;
                    due.run();
                }
                if (keeper.isAsking()) {
                    checkTime(now);
                }
            }
        } catch (InterruptedException e) {
            breaks("was interrupted", e);
        } catch (RuntimeException | Error e) {
            // Whoever asks from now on is told that this one does not stand: better none than one that is half dead.
            breaks("failed: " + e, e);
        } finally {
            owner.ended();
        }
    }

    private void breaks(String why, Throwable cause) {
        log.error(
                "the thread of the journal {} {}. Nothing is written any more, and the driver ends as one that was taken over. Its tasks"
                        + " go on, for a driver with the same framework id",
                layout.directory(),
                why,
                cause);
        owner.broken("the journal's thread " + why);
    }

    private long untilNext() {
        return keeper.isAsking() ? PAUSE.toMillis() : Long.MAX_VALUE >> 1;
    }

    private void checkTime(long now) {
        Duration waiting = Duration.ofNanos(now - waitingSince);
        if (closing && now - closingSince > CLOSING.toNanos()) {
            later = null;
            feed(new KeeperInput.Overdue("ZooKeeper has not answered for " + waiting.toSeconds() + " s"));
            return;
        }
        if (waiting.compareTo(PATIENCE) > 0 && !late) {
            late = true;
            log.error(
                    "ZooKeeper has not answered for {} s what is to be written to the journal {}. It waits, and so does what comes, until"
                            + " ZooKeeper answers; what waits when the driver ends is not known after a restart. See that the servers of {}"
                            + " run and can be reached from here. This is said once",
                    waiting.toSeconds(),
                    layout.directory(),
                    ZooKeeperJournalProvider.SERVERS.name());
        }
        if (later == null && now - askedAt > PATIENCE.toNanos()) {
            askedAt = now;
            feed(new KeeperInput.Overdue("ZooKeeper has not answered"));
        }
    }

    private void feed(KeeperInput input) {
        if (input instanceof KeeperInput.Closing) {
            closing = true;
            closingSince = nanos.getAsLong();
        }
        keeper.step(clock.instant(), input).forEach(output -> output.match(new Doing()));
    }

    private void ask(boolean again, Runnable what) {
        Runnable asking = () -> {
            askedAt = nanos.getAsLong();
            what.run();
        };
        if (again) {
            later = asking;
            laterAt = nanos.getAsLong() + PAUSE.toNanos();
        } else {
            asking.run();
        }
    }

    /** Does what the keeper wants done. */
    private final class Doing implements KeeperOutput.Cases<Boolean> {

        @Override
        public Boolean ask(KeeperOutput.Ask ask) {
            if (!ask.again()) {
                waitingSince = nanos.getAsLong();
            }
            Writer.this.ask(
                    ask.again(),
                    () -> znodes.commit(ask.changes())
                            .thenAccept(outcome -> queue.add(new KeeperInput.Answered(ask.number(), outcome))));
            return true;
        }

        @Override
        public Boolean look(KeeperOutput.Look look) {
            // Of several servers the one that answers may be behind those that have said no.
            Writer.this.ask(
                    look.again(),
                    () -> znodes.sync(layout.directory())
                            .thenCompose(synced -> znodes.read(layout.state()))
                            .whenComplete((state, failure) -> queue.add(seen(state, failure))));
            return true;
        }

        private KeeperInput seen(Optional<JournalZnodes.Znode> state, @Nullable Throwable failure) {
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                boolean lasting = cause instanceof JournalZnodes.Unreadable unreadable && unreadable.isLasting();
                return new KeeperInput.Unseen(String.valueOf(cause.getMessage()), lasting);
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
            if (failing || late) {
                failing = false;
                late = false;
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
            owner.lost();
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

    /** What is not written by now will not be. On the thread, at its end. */
    void failLeft(String why) {
        promised.values().forEach(left -> left.completeExceptionally(new JournalException(why)));
        promised.clear();
    }
}
