package dev.isthmus.journal.zookeeper.znode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches for a newer opening, and marks this one as present in each new session. It may notice late: no write and no call relies on it. */
public final class FenceWatch {

    private static final Logger log = LoggerFactory.getLogger(FenceWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final JournalZnodes znodes;
    private final Layout layout;
    private final Change.Check fence;
    private final Runnable fenced;
    private volatile boolean ended;

    public FenceWatch(JournalZnodes znodes, Layout layout, Change.Check fence, Runnable fenced) {
        this.znodes = znodes;
        this.layout = layout;
        this.fence = fence;
        this.fenced = fenced;
    }

    public void end() {
        ended = true;
    }

    /** The session has told something, on a thread that must not wait. */
    public void told(boolean renewed) {
        soon(Duration.ZERO, renewed ? this::hold : this::look);
    }

    /** Looks, and watches on. */
    public void look() {
        if (!ended) {
            znodes.watch(fence.path()).whenComplete(this::looked);
        }
    }

    private void looked(Optional<JournalZnodes.Znode> found, @Nullable Throwable failure) {
        if (failure != null) {
            log.debug("whether another driver has come is looked for again", failure);
            soon(PAUSE, this::look);
        } else if (found.filter(znode -> znode.version() == fence.version()).isEmpty()) {
            fenced.run();
        }
    }

    /** Shows in a new session that this opening is there, if it still is the newest. */
    public void hold() {
        hold(false);
    }

    /** The old session's may still be there: it goes when ZooKeeper has seen that session's end, and nobody would be there then. */
    private void hold(boolean instead) {
        if (ended) {
            return;
        }
        List<Change> changes = new ArrayList<>(List.of(fence));
        if (instead) {
            changes.add(new Change.Delete(layout.holder(), Change.ANY));
        }
        changes.add(new Change.Create(layout.holder(), "", true));
        znodes.commit(changes)
                .thenAccept(outcome -> outcome.match(new CommitOutcome.Cases<Boolean>() {
                    @Override
                    public Boolean applied() {
                        look();
                        return true;
                    }

                    @Override
                    public Boolean rejected(CommitOutcome.Rejected rejected) {
                        if (rejected.index() == 0) {
                            fenced.run();
                        } else {
                            hold(!instead);
                        }
                        return true;
                    }

                    @Override
                    public Boolean refused(CommitOutcome.Refused refused) {
                        log.warn(
                                "who takes the journal {} over does not see that this driver is there: {}",
                                layout.directory(),
                                refused.why());
                        look();
                        return true;
                    }

                    @Override
                    public Boolean unknown(CommitOutcome.Unknown unknown) {
                        soon(PAUSE, FenceWatch.this::hold);
                        return true;
                    }
                }));
    }

    private static void soon(Duration pause, Runnable what) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(what);
    }
}
