package dev.isthmus.journal.zookeeper;

import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** ZooKeeper with faults put in between, for all sessions of one place. */
final class FaultyZnodes {

    private final List<Session> open = new ArrayList<>();
    private boolean failWrites;
    private boolean failReads;

    synchronized void failWrites(boolean fail) {
        failWrites = fail;
    }

    synchronized void failReads(boolean fail) {
        failReads = fail;
    }

    /** What those that are open now ask for stays where it is. */
    synchronized void fallSilent() {
        open.forEach(session -> session.silent = true);
    }

    void answerAgain() {
        List<Runnable> held = new ArrayList<>();
        synchronized (this) {
            for (Session session : open) {
                session.silent = false;
                held.addAll(session.held);
                session.held.clear();
            }
        }
        held.forEach(Runnable::run);
    }

    JournalZnodes.Connector connector() {
        return (ensemble, credentials, listener) -> {
            Session session =
                    new Session(ClientZnodes.lasting(ClientZnodes.SESSION).connect(ensemble, credentials, listener));
            synchronized (this) {
                open.add(session);
            }
            return session;
        };
    }

    private final class Session implements JournalZnodes {

        private final JournalZnodes real;
        private final List<Runnable> held = new ArrayList<>();
        private boolean silent;

        Session(JournalZnodes real) {
            this.real = real;
        }

        private boolean looks(List<Change> changes) {
            return changes.stream().allMatch(Change.Check.class::isInstance);
        }

        @Override
        public CompletionStage<CommitOutcome> commit(List<Change> changes) {
            synchronized (FaultyZnodes.this) {
                if (looks(changes) ? failReads : failWrites) {
                    return CompletableFuture.completedFuture(
                            looks(changes)
                                    ? new CommitOutcome.Unknown("the connection is lost")
                                    : new CommitOutcome.Refused("the disk is full"));
                }
                if (silent) {
                    CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
                    held.add(() -> real.commit(changes).thenAccept(outcome::complete));
                    return outcome;
                }
            }
            return real.commit(changes);
        }

        @Override
        public CompletionStage<Optional<Znode>> read(String path) {
            return real.read(path);
        }

        @Override
        public CompletionStage<Optional<Znode>> watch(String path) {
            return real.watch(path);
        }

        @Override
        public CompletionStage<Optional<List<String>>> children(String path) {
            return real.children(path);
        }

        @Override
        public CompletionStage<Void> sync(String path) {
            return real.sync(path);
        }

        @Override
        public CompletionStage<CommitOutcome> ensure(String path) {
            return real.ensure(path);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
