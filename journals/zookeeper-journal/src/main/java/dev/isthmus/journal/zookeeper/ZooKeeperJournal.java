package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalOwner;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.FenceWatch;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import dev.isthmus.journal.zookeeper.znode.SessionEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal in ZooKeeper. All writes go through its {@link Writer}. */
final class ZooKeeperJournal implements Journal {

    /** After an answer was lost, how long nothing is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);
    /** How long, at the end, is waited for ZooKeeper to say that nobody has the journal any more. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** How long a call that would change the cluster waits for leave. */
    static final Duration STANDING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperJournal.class);

    private final JournalZnodes znodes;
    private final Layout layout;
    private final Opening.Opened opened;
    private final JournalContent recalled;
    private final JournalOwner owner;
    private final Runnable taken;
    private final Duration standingPatience;
    private final SessionEvents events;
    private final Writer writer;
    private final CountDownLatch free = new CountDownLatch(1);
    private final Object closing = new Object();
    /** Why nothing more is written; guarded by {@link #closing}, as is what follows. */
    private @Nullable String closed;

    private boolean lost;
    /** Whether ZooKeeper did not say who has it: that is said once. */
    private volatile boolean blind;

    ZooKeeperJournal(
            JournalZnodes znodes,
            Layout layout,
            Opening.Opened opened,
            SessionEvents events,
            JournalProvider.Context context,
            Duration standingPatience,
            LongSupplier nanos) {
        this.znodes = znodes;
        this.layout = layout;
        this.opened = opened;
        this.recalled = opened.image().recollection();
        this.owner = context.key().owner();
        this.events = events;
        this.taken = context.taken();
        this.standingPatience = standingPatience;
        this.writer = new Writer(
                znodes,
                layout,
                new Keeper(layout, opened.fence(), opened.epoch(), opened.image()),
                owner.fold(framework -> framework.id().value(), master -> "master"),
                context.clock(),
                nanos,
                new OfWriter());
    }

    void start() {
        events.start(new FenceWatch(znodes, layout, opened.fence(), this::lose));
        writer.start();
    }

    @Override
    public JournalSnapshot recall() {
        return recalled.ofFramework();
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return recalled.ofMaster();
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
        return question().match(new CommitOutcome.Cases<Standing>() {
            @Override
            public Standing applied() {
                blind = false;
                return isClosed() ? Standing.FENCED : Standing.STANDS;
            }

            @Override
            public Standing rejected(CommitOutcome.Rejected rejected) {
                lose();
                return Standing.FENCED;
            }

            @Override
            public Standing refused(CommitOutcome.Refused refused) {
                return unknown(refused.why());
            }

            @Override
            public Standing unknown(CommitOutcome.Unknown unknown) {
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
    private CommitOutcome question() {
        long deadline = System.nanoTime() + standingPatience.toNanos();
        CommitOutcome outcome = new CommitOutcome.Unknown("no answer within " + standingPatience.toMillis() + " ms");
        try {
            for (long left = standingPatience.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                outcome = znodes.commit(List.of(opened.fence()))
                        .toCompletableFuture()
                        .get(left, TimeUnit.NANOSECONDS);
                if (!(outcome instanceof CommitOutcome.Unknown)) {
                    return outcome;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(ASK_AGAIN.toNanos(), Math.max(0, deadline - System.nanoTime())));
            }
        } catch (TimeoutException e) {
            log.trace("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommitOutcome.Unknown("the thread was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("changes that are asked for have an outcome", e);
        }
        return outcome;
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        synchronized (closing) {
            String refusal = owner.takes(fact) ? closed : "the journal of " + owner + " takes no " + fact;
            return refusal == null ? writer.write(fact) : CompletableFuture.failedFuture(new JournalException(refusal));
        }
    }

    @Override
    public void close() {
        end("the journal is closed", false, new KeeperInput.Closing());
        if (writer.isThisThread()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                free.await();
                break;
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
        end(Keeper.TAKEN, true, new KeeperInput.Fenced());
    }

    private void end(String reason, boolean isLost, KeeperInput last) {
        synchronized (closing) {
            if (closed == null) {
                closed = reason;
                lost = isLost;
                writer.last(last);
            }
        }
    }

    private boolean isClosed() {
        synchronized (closing) {
            return closed != null;
        }
    }

    /** What becomes of the journal when its thread ends. */
    private final class OfWriter implements Writer.Owner {

        @Override
        public void lost() {
            lose();
        }

        @Override
        public void broken(String why) {
            end(why, true, new KeeperInput.Fenced());
        }

        @Override
        public void ended() {
            events.end();
            String why;
            boolean tell;
            synchronized (closing) {
                why = String.valueOf(closed);
                tell = lost;
            }
            writer.failLeft(why);
            try {
                if (tell) {
                    taken.run();
                }
                // The goodbye of a session takes its time. Nobody waits for it who need not.
                if (why.equals(Keeper.TAKEN) || letGo()) {
                    free.countDown();
                }
                znodes.close();
            } finally {
                free.countDown();
            }
        }
    }

    /** Shows that nobody has the journal; whether whoever opens it next sees that. In one step with the fence: it may be another's by now. */
    private boolean letGo() {
        try {
            return znodes.commit(List.of(opened.fence(), new Change.Delete(layout.holder(), Change.ANY)))
                            .toCompletableFuture()
                            .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                    instanceof CommitOutcome.Applied;
        } catch (TimeoutException | ExecutionException e) {
            log.debug("the session's end is to show that nobody has the journal {}", layout.directory(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
