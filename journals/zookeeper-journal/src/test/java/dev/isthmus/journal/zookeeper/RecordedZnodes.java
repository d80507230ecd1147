package dev.isthmus.journal.zookeeper;

import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** ZooKeeper in memory, with what can go wrong, for one journal. */
final class RecordedZnodes implements JournalZnodes {

    /** How it answers writes. */
    enum Answers {
        AS_IT_SHOULD,
        /** That the connection is lost. */
        LOST,
        /** Not at all. */
        NEVER,
        /** It does what is asked, and says that the connection is lost. */
        LOST_AND_DONE,
        /** By an exception. */
        BROKEN
    }

    final Store store;
    /** One for each write that was asked for. */
    final Semaphore writes = new Semaphore(0);
    /** Until then it does not close, or for longer than anybody should wait. */
    final CountDownLatch goodbye = new CountDownLatch(1);

    private Answers answers = Answers.AS_IT_SHOULD;
    private boolean goodbyeWaits;
    private volatile boolean gone;
    /** What reads show that follow no sync. */
    private Optional<Store> behind = Optional.empty();

    RecordedZnodes(Layout layout) {
        store = new Store(layout);
    }

    synchronized void answer(Answers next) {
        answers = next;
    }

    synchronized void holdGoodbye() {
        goodbyeWaits = true;
    }

    /** Reads show what there is now, until there is a sync. */
    synchronized void fallBehind() {
        Store now = new Store(store.layout());
        now.znodes.putAll(store.znodes);
        behind = Optional.of(now);
    }

    synchronized boolean isThere(String path) {
        return store.znodes.containsKey(path);
    }

    synchronized void change(String path) {
        Store.Znode znode = store.znodes.get(path);
        store.znodes.put(path, new Store.Znode(znode.text(), znode.version() + 1));
    }

    /** Whether the goodbye is over. */
    boolean isGone() {
        return gone;
    }

    Connector connector() {
        return (ensemble, credentials, listener) -> this;
    }

    @Override
    public synchronized CompletionStage<CommitOutcome> commit(List<Change> changes) {
        if (changes.stream().noneMatch(Change.Put.class::isInstance)) {
            return CompletableFuture.completedFuture(store.commit(changes));
        }
        writes.release();
        return switch (answers) {
            case AS_IT_SHOULD -> CompletableFuture.completedFuture(store.commit(changes));
            case LOST -> CompletableFuture.completedFuture(new CommitOutcome.Unknown("the connection is lost"));
            case NEVER -> new CompletableFuture<>();
            case LOST_AND_DONE -> {
                store.commit(changes);
                answers = Answers.AS_IT_SHOULD;
                yield CompletableFuture.completedFuture(new CommitOutcome.Unknown("the connection is lost"));
            }
            case BROKEN -> throw new IllegalStateException("broken on purpose");
        };
    }

    @Override
    public synchronized CompletionStage<Optional<Znode>> read(String path) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(behind.orElse(store).znodes.get(path))
                        .map(znode -> new Znode(znode.text(), znode.version(), 0)));
    }

    @Override
    public CompletionStage<Optional<Znode>> watch(String path) {
        return read(path);
    }

    @Override
    public synchronized CompletionStage<Optional<List<String>>> children(String path) {
        List<String> names = new ArrayList<>();
        for (String each : store.znodes.keySet()) {
            if (each.startsWith(path + "/") && each.indexOf('/', path.length() + 1) < 0) {
                names.add(each.substring(path.length() + 1));
            }
        }
        return CompletableFuture.completedFuture(Optional.of(names));
    }

    @Override
    public synchronized CompletionStage<Void> sync(String path) {
        behind = Optional.empty();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<CommitOutcome> ensure(String path) {
        return CompletableFuture.completedFuture(new CommitOutcome.Applied());
    }

    @Override
    public void close() {
        boolean waits;
        synchronized (this) {
            waits = goodbyeWaits;
        }
        try {
            gone = !waits || goodbye.await(10, TimeUnit.SECONDS) || goodbye.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
