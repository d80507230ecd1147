package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the journals of frameworks that no longer exist, by the same rule as those in files: a day after the framework was removed; or
 * that long after its lease expired, or another failover timeout after it, whichever is longer. Never one that a driver has open, or that
 * this version cannot read. A journal is deleted atomically, on condition that its epoch is still the one that was read, so that nobody has
 * opened it meanwhile.
 *
 * <p>Runs on a thread of its own: nobody waits for it.
 */
final class EndedZnodes {

    /** How many are looked at, at most. The rest have their turn at another opening: they are chosen at random. */
    static final int AT_ONCE = 100;
    /** How many znodes go in one step. */
    private static final int DELETED_AT_ONCE = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(EndedZnodes.class);

    private final JournalZnodes znodes;
    private final Instant now;

    private EndedZnodes(JournalZnodes znodes, Instant now) {
        this.znodes = znodes;
        this.now = now;
    }

    /** Deletes those beside a journal whose time is over. What fails is logged, once. */
    static void delete(JournalZnodes znodes, Layout own, Instant now) {
        Thread thread = new Thread(() -> new EndedZnodes(znodes, now).delete(own), "isthmus-journal-tidy");
        thread.setDaemon(true);
        thread.start();
    }

    private void delete(Layout own) {
        int deleted = 0;
        try {
            List<String> names =
                    new ArrayList<>(get(znodes.children(own.cluster())).orElse(List.of()));
            Collections.shuffle(names);
            for (String name : names.subList(0, Math.min(AT_ONCE, names.size()))) {
                Layout layout = new Layout(own.cluster(), own.cluster() + "/" + name);
                if (!layout.equals(own) && !layout.isOfMaster() && isDeleted(layout)) {
                    deleted++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("journals of frameworks that are no more stay in {} for now", own.cluster(), e);
        }
        if (deleted > 0) {
            log.info("{} journals in {} of frameworks that are no more were deleted", deleted, own.cluster());
        }
    }

    /** One that is not ours to read, or not as it should be, is in nobody's way. */
    private boolean isDeleted(Layout layout) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return consider(layout);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JournalZnodes.Unreadable unreadable && unreadable.isLasting()) {
                log.debug("left alone: {}", unreadable.getMessage());
                return false;
            }
            throw e;
        } catch (RuntimeException e) {
            log.warn(
                    "the journal {} is left alone: it cannot be told whether its framework is no more",
                    layout.directory(),
                    e);
            return false;
        }
    }

    private boolean consider(Layout layout) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> children = get(znodes.children(layout.directory())).orElse(List.of());
        Optional<String> name = Layout.epoch(children);
        if (name.isEmpty() || children.contains(Layout.HOLDER)) {
            return false;
        }
        String path = layout.child(name.get());
        Optional<JournalZnodes.Znode> epoch = get(znodes.read(path));
        if (epoch.isEmpty()) {
            return false;
        }
        try {
            Optional<JournalZnodes.Znode> state = get(znodes.read(layout.state()));
            ZnodeText.State says = state.map(znode -> ZnodeText.readState(layout.state(), znode.text()))
                    .orElse(ZnodeText.State.NOTHING);
            List<JournalFact> facts = new ArrayList<>(says.content().facts());
            for (long number : Layout.numbers(children)) {
                String ends = layout.ends(number);
                get(znodes.read(ends)).ifPresent(znode -> facts.addAll(ZnodeText.readFacts(ends, znode.text())));
            }
            if (!isOver(JournalContent.of(facts).ofFramework(), epoch.get())) {
                return false;
            }
        } catch (JournalException e) {
            log.debug("left alone: {}", e.getMessage());
            return false;
        }
        return delete(layout, children, new Change.Check(path, epoch.get().version()));
    }

    private boolean isOver(JournalSnapshot past, JournalZnodes.Znode epoch) {
        boolean hasBegun = past.lease().isPresent() || past.removed().isPresent();
        // One that has not begun may be about to get its first lease.
        return past.isOver(now)
                && (hasBegun
                        || Instant.ofEpochMilli(epoch.modified())
                                .isBefore(Instant.now().minus(Journal.RETENTION)));
    }

    private boolean delete(Layout layout, List<String> children, Change.Check fence)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Change> gone = new ArrayList<>();
        children.stream()
                .filter(child -> !layout.child(child).equals(fence.path()))
                .forEach(child -> gone.add(new Change.Delete(layout.child(child), Change.ANY)));
        while (gone.size() > DELETED_AT_ONCE) {
            List<Change> some = gone.subList(0, DELETED_AT_ONCE);
            List<Change> step = new ArrayList<>(some);
            step.add(0, fence);
            if (!isApplied(step)) {
                return false;
            }
            some.clear();
        }
        gone.add(0, fence);
        gone.add(new Change.Delete(fence.path(), fence.version()));
        gone.add(new Change.Delete(layout.directory(), Change.ANY));
        return isApplied(gone);
    }

    private boolean isApplied(List<Change> changes) throws InterruptedException, ExecutionException, TimeoutException {
        return get(znodes.commit(changes)) instanceof CommitOutcome.Applied;
    }

    private static <T> T get(CompletionStage<T> call)
            throws InterruptedException, ExecutionException, TimeoutException {
        return call.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
