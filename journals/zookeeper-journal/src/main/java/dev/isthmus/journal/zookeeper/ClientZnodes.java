package dev.isthmus.journal.zookeeper;

import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.zookeeper.ConnectionState;
import dev.isthmus.zookeeper.DigestCredentials;
import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.UnreachableException;
import dev.isthmus.zookeeper.ZooKeeperSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/**
 * Access to ZooKeeper through its own client, in one session after the other. Each request is sent once, in the current session: the
 * journal decides whether to retry it.
 */
final class ClientZnodes implements JournalZnodes {

    /** The server may shorten it, or make it longer: by default it grants between 4 and 40 s. */
    static final Duration SESSION = Duration.ofSeconds(10);

    /** Whoever deletes below needs leave of the parent; what has children, as every journal does, stays all the same. */
    private static final List<ACL> COMMON = new ArrayList<>(List.of(
            new ACL(ZooDefs.Perms.READ | ZooDefs.Perms.CREATE | ZooDefs.Perms.DELETE, ZooDefs.Ids.ANYONE_ID_UNSAFE),
            new ACL(ZooDefs.Perms.ALL, ZooDefs.Ids.AUTH_IDS)));

    private final ZooKeeperSession session;
    private final Listener listener;
    /** Of what holds a journal. */
    private final List<ACL> acl;
    /** Of what is above them, which frameworks with other credentials have in common. */
    private final List<ACL> common;
    /** One for all, so that it is told once of each change; what becomes of the session is told elsewhere. */
    private final Watcher watcher;

    private ClientZnodes(
            Ensemble ensemble, Duration session, Optional<DigestCredentials> credentials, Listener listener) {
        this.listener = listener;
        this.acl = credentials.isPresent() ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        this.common = credentials.isPresent() ? COMMON : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        this.watcher = event -> {
            if (event.getType() != Watcher.Event.EventType.None) {
                listener.changed();
            }
        };
        this.session = ZooKeeperSession.open(ensemble, session, credentials, new States());
    }

    /** Connects with sessions that last as long without us. */
    static Connector lasting(Duration session) {
        return (ensemble, credentials, listener) -> new ClientZnodes(ensemble, session, credentials, listener);
    }

    /** Tells what becomes of the session; called on one thread. */
    private final class States implements Consumer<ConnectionState> {

        private boolean had;
        private boolean fresh = true;

        @Override
        public void accept(ConnectionState state) {
            switch (state) {
                case CONNECTED -> {
                    if (had && fresh) {
                        listener.renewed();
                    } else {
                        listener.changed();
                    }
                    had = true;
                    fresh = false;
                }
                case LOST -> fresh = true;
                default -> {
                    // Nothing of ours has changed.
                }
            }
        }
    }

    /** What is asked of the session that is there. */
    @FunctionalInterface
    private interface Call {
        void on(ZooKeeper client);
    }

    /** Empty if it was asked; else why not. */
    private Optional<String> ask(Call call) {
        try {
            session.call(Duration.ZERO, client -> {
                call.on(client);
                return true;
            });
            return Optional.empty();
        } catch (UnreachableException | KeeperException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the thread was interrupted");
        }
    }

    private void ask(CompletableFuture<CommitOutcome> outcome, Call call) {
        ask(call)
                .ifPresent(why -> outcome.complete(
                        session.state().isFinal() ? new CommitOutcome.Refused(why) : new CommitOutcome.Unknown(why)));
    }

    private <T> CompletionStage<T> read(CompletableFuture<T> answer, Call call) {
        ask(call)
                .ifPresent(why -> answer.completeExceptionally(
                        new Unreadable(why, session.state().isFinal())));
        return answer;
    }

    @Override
    public CompletionStage<CommitOutcome> commit(List<Change> changes) {
        CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
        List<Op> ops = new ArrayList<>();
        changes.forEach(change -> ops.add(op(change)));
        ask(
                outcome,
                now -> now.multi(
                        ops,
                        (AsyncCallback.MultiCallback) (code, path, context, results) ->
                                outcome.complete(Codes.ofCommit(code, changes, results)),
                        null));
        return outcome;
    }

    private Op op(Change change) {
        return change.match(new Change.Cases<Op>() {
            @Override
            public Op check(Change.Check check) {
                return Op.check(check.path(), check.version());
            }

            @Override
            public Op set(Change.Put put) {
                return Op.setData(put.path(), bytes(put.text()), put.version());
            }

            @Override
            public Op create(Change.Create create) {
                return Op.create(
                        create.path(),
                        bytes(create.text()),
                        acl,
                        create.ephemeral() ? CreateMode.EPHEMERAL : CreateMode.PERSISTENT);
            }

            @Override
            public Op delete(Change.Delete delete) {
                return Op.delete(delete.path(), delete.version());
            }
        });
    }

    @Override
    public CompletionStage<Optional<Znode>> read(String path) {
        return read(path, false);
    }

    @Override
    public CompletionStage<Optional<Znode>> watch(String path) {
        return read(path, true);
    }

    private CompletionStage<Optional<Znode>> read(String path, boolean watched) {
        CompletableFuture<Optional<Znode>> answer = new CompletableFuture<>();
        return read(
                answer,
                now -> now.getData(
                        path,
                        watched ? watcher : null,
                        (AsyncCallback.DataCallback) (result, at, context, data, stat) -> {
                            if (Codes.isOk(result)) {
                                answer.complete(Optional.of(new Znode(
                                        data == null ? "" : new String(data, StandardCharsets.UTF_8),
                                        stat.getVersion(),
                                        stat.getMtime())));
                            } else {
                                absent(answer, result, path);
                            }
                        },
                        null));
    }

    private static <T> void absent(CompletableFuture<Optional<T>> answer, int result, String path) {
        if (Codes.isNoNode(result)) {
            answer.complete(Optional.empty());
        } else {
            answer.completeExceptionally(Codes.ofRead(result, path));
        }
    }

    @Override
    public CompletionStage<Optional<List<String>>> children(String path) {
        CompletableFuture<Optional<List<String>>> answer = new CompletableFuture<>();
        return read(
                answer,
                now -> now.getChildren(
                        path,
                        false,
                        (AsyncCallback.ChildrenCallback) (result, at, context, children) -> {
                            if (Codes.isOk(result)) {
                                answer.complete(Optional.of(children));
                            } else {
                                absent(answer, result, path);
                            }
                        },
                        null));
    }

    @Override
    public CompletionStage<Void> sync(String path) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        return read(
                answer,
                now -> now.sync(
                        path,
                        (result, at, context) -> {
                            if (Codes.isOk(result) || Codes.isNoNode(result)) {
                                answer.complete(null);
                            } else {
                                answer.completeExceptionally(Codes.ofRead(result, path));
                            }
                        },
                        null));
    }

    @Override
    public CompletionStage<CommitOutcome> ensure(String path) {
        CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
        // Asked first, which everybody may: who may not make a znode may still use one that is there.
        ask(
                outcome,
                now -> now.exists(
                        path,
                        false,
                        (AsyncCallback.StatCallback) (result, at, context, stat) -> {
                            if (stat == null) {
                                create(now, path, outcome);
                            } else {
                                outcome.complete(new CommitOutcome.Applied());
                            }
                        },
                        null));
        return outcome;
    }

    private void create(ZooKeeper now, String path, CompletableFuture<CommitOutcome> outcome) {
        now.create(
                path,
                new byte[0],
                common,
                CreateMode.PERSISTENT,
                (AsyncCallback.StringCallback)
                        (result, at, context, name) -> outcome.complete(Codes.ofCreate(result, path)),
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
    }
}
