package dev.isthmus.journal.zookeeper;

import dev.isthmus.zookeeper.ConnectionState;
import dev.isthmus.zookeeper.Credentials;
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
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper through its own client, in one session after the other. Each thing is asked once, of the session that is there: whether it is worth asking again is
 * for the journal to say, which knows its own work.
 */
final class ClientZnodes implements Znodes {

    /** The server may shorten it, or make it longer: by default it grants between 4 and 40 s. */
    static final Duration SESSION = Duration.ofSeconds(10);

    private final ZooKeeperSession session;
    private final Listener listener;
    private final List<ACL> acl;
    /** One for all, so that it is told once of each change; what becomes of the session is told elsewhere. */
    private final Watcher watcher;

    private ClientZnodes(Ensemble ensemble, Duration session, Optional<Credentials> credentials, Listener listener) {
        this.listener = listener;
        this.acl = credentials.isPresent() ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
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

    private void ask(CompletableFuture<Outcome> outcome, Call call) {
        ask(call)
                .ifPresent(why -> outcome.complete(
                        session.state().isFinal() ? new Outcome.Refused(why) : new Outcome.Unknown(why)));
    }

    private <T> CompletionStage<T> read(CompletableFuture<T> answer, Call call) {
        ask(call)
                .ifPresent(why -> answer.completeExceptionally(
                        new Unreadable(why, session.state().isFinal())));
        return answer;
    }

    @Override
    public CompletionStage<Outcome> commit(List<Change> changes) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        List<Op> ops = new ArrayList<>();
        changes.forEach(change -> ops.add(op(change)));
        ask(
                outcome,
                now -> now.multi(
                        ops,
                        (AsyncCallback.MultiCallback) (code, path, context, results) ->
                                outcome.complete(outcome(KeeperException.Code.get(code), changes, results)),
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

    private static Outcome outcome(KeeperException.Code code, List<Change> changes, @Nullable List<OpResult> results) {
        return switch (code) {
            case OK -> new Outcome.Applied();
            case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, SESSIONMOVED, REQUESTTIMEOUT ->
                new Outcome.Unknown("ZooKeeper says " + code);
            case BADVERSION, NONODE, NODEEXISTS, NOTEMPTY ->
                new Outcome.Rejected(failedAt(results), "ZooKeeper says " + code);
            default -> new Outcome.Refused(words(code, changes.get(failedAt(results))));
        };
    }

    /** Each before it says that it would have gone well, each after it that it was not looked at. */
    private static int failedAt(@Nullable List<OpResult> results) {
        int last = 0;
        for (int i = 0; results != null && i < results.size(); i++) {
            if (results.get(i) instanceof OpResult.ErrorResult error) {
                int code = error.getErr();
                if (code != KeeperException.Code.OK.intValue()
                        && code != KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()) {
                    return i;
                }
                last = i;
            }
        }
        return last;
    }

    private static String words(KeeperException.Code code, Change change) {
        String path = change.match(new Change.Cases<String>() {
            @Override
            public String check(Change.Check check) {
                return check.path();
            }

            @Override
            public String set(Change.Put put) {
                return put.path();
            }

            @Override
            public String create(Change.Create create) {
                return create.path();
            }

            @Override
            public String delete(Change.Delete delete) {
                return delete.path();
            }
        });
        return words(code, path);
    }

    private static String words(KeeperException.Code code, String path) {
        return switch (code) {
            case NOAUTH, AUTHFAILED, INVALIDACL ->
                "ZooKeeper does not permit it at " + path + " (" + code + "). See whose it is, and that "
                        + ZooKeeperJournalProvider.CREDENTIALS.name() + " names the file with that user and password";
            default -> "ZooKeeper says " + code + " at " + path;
        };
    }

    private static Unreadable unreadable(KeeperException.Code code, String path) {
        boolean passing = switch (code) {
            case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, SESSIONMOVED, REQUESTTIMEOUT -> true;
            default -> false;
        };
        return new Unreadable(words(code, path), !passing);
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
                            KeeperException.Code code = KeeperException.Code.get(result);
                            switch (code) {
                                case OK ->
                                    answer.complete(Optional.of(new Znode(
                                            data == null ? "" : new String(data, StandardCharsets.UTF_8),
                                            stat.getVersion(),
                                            stat.getMtime())));
                                case NONODE -> answer.complete(Optional.empty());
                                default -> answer.completeExceptionally(unreadable(code, path));
                            }
                        },
                        null));
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
                            KeeperException.Code code = KeeperException.Code.get(result);
                            switch (code) {
                                case OK -> answer.complete(Optional.of(children));
                                case NONODE -> answer.complete(Optional.empty());
                                default -> answer.completeExceptionally(unreadable(code, path));
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
                            KeeperException.Code code = KeeperException.Code.get(result);
                            if (code == KeeperException.Code.OK || code == KeeperException.Code.NONODE) {
                                answer.complete(null);
                            } else {
                                answer.completeExceptionally(unreadable(code, path));
                            }
                        },
                        null));
    }

    @Override
    public CompletionStage<Outcome> ensure(String path) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
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
                                outcome.complete(new Outcome.Applied());
                            }
                        },
                        null));
        return outcome;
    }

    private void create(ZooKeeper now, String path, CompletableFuture<Outcome> outcome) {
        now.create(
                path,
                new byte[0],
                acl,
                CreateMode.PERSISTENT,
                (AsyncCallback.StringCallback) (result, at, context, name) -> {
                    KeeperException.Code code = KeeperException.Code.get(result);
                    outcome.complete(
                            switch (code) {
                                case OK, NODEEXISTS -> new Outcome.Applied();
                                case CONNECTIONLOSS,
                                        SESSIONEXPIRED,
                                        OPERATIONTIMEOUT,
                                        SESSIONMOVED,
                                        REQUESTTIMEOUT,
                                        NONODE -> new Outcome.Unknown("ZooKeeper says " + code);
                                default -> new Outcome.Refused(words(code, path));
                            });
                },
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
