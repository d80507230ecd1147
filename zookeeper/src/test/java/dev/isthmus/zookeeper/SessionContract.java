package dev.isthmus.zookeeper;

import static dev.isthmus.zookeeper.ConnectionState.CLOSED;
import static dev.isthmus.zookeeper.ConnectionState.CONNECTED;
import static dev.isthmus.zookeeper.ConnectionState.CONNECTING;
import static dev.isthmus.zookeeper.ConnectionState.LOST;
import static dev.isthmus.zookeeper.ConnectionState.REFUSED;
import static dev.isthmus.zookeeper.ConnectionState.SUSPENDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A session with a real server of one release. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionContract {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1500);
    /** A server of 3.9 may never answer who comes while it starts: a client tries again once a session would be over. */
    private static final Duration BEFORE_A_SERVER = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] DATA = "data".getBytes(UTF_8);

    private final ZooKeeperServer.Release release;
    private ZooKeeperServer server;
    private Heard heard;
    private Cable cable;
    private ZooKeeperSession session;

    SessionContract(ZooKeeperServer.Release release) {
        this.release = release;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = ZooKeeperServer.start(release, folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void lay() throws Exception {
        heard = new Heard();
        cable = Cable.to(server);
    }

    @AfterEach
    void end() throws Exception {
        cable.mend();
        if (session != null) {
            session.close();
            session = null;
        }
        cable.close();
    }

    private void open(Duration timeout) throws InterruptedException {
        session = ZooKeeperSession.open(Ensemble.parse(cable.address() + "/top"), timeout, heard);
        heard.next(CONNECTED);
    }

    private static CompletableFuture<Long> id(ZooKeeperSession of) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return of.call(PATIENCE, ZooKeeper::getSessionId);
            } catch (KeeperException | UnreachableException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private String create(ZooKeeperSession in, String path, CreateMode mode) throws Exception {
        return in.call(client -> client.create(path, DATA, Znodes.forClient(Znodes.open()), mode));
    }

    private byte[] data(String path) throws Exception {
        return session.call(client -> client.getData(path, false, null));
    }

    private Stat exists(String path) throws Exception {
        return session.call(client -> client.exists(path, false));
    }

    @Test
    void does_with_this_release_all_that_we_use() throws Exception {
        open(LONG);
        session.call(client -> {
            Znodes.createAll(client, "/top/a/b", Znodes.open());
            Znodes.createAll(client, "/top/a/b", Znodes.open());
            return "done";
        });
        CountDownLatch seen = new CountDownLatch(1);
        List<String> before = session.call(client -> client.getChildren("/top/a/b", event -> seen.countDown()));
        assertThat(before).isEmpty();
        assertThat(create(session, "/top/a/b/n-", CreateMode.EPHEMERAL_SEQUENTIAL))
                .isEqualTo("/top/a/b/n-0000000000");
        assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
        create(session, "/top/a/b/c", CreateMode.PERSISTENT);
        Stat stat = session.call(client -> client.setData("/top/a/b/c", DATA, 0));
        assertThat(stat.getVersion()).isEqualTo(1);
        assertThatThrownBy(() -> session.call(client -> client.setData("/top/a/b/c", DATA, 0)))
                .isInstanceOf(KeeperException.BadVersionException.class);
        assertThatThrownBy(() -> session.call(
                        client -> client.multi(List.of(Op.setData("/top/a", DATA, -1), Op.check("/top/a/b/c", 0)))))
                .isInstanceOf(KeeperException.BadVersionException.class);
        session.call(client -> client.multi(
                List.of(Op.check("/top/a/b/c", 1), Op.setData("/top/a", DATA, 0), Op.delete("/top/a/b/c", 1))));
        assertThat(data("/top/a")).isEqualTo(DATA);
        assertThat(exists("/top/a/b/c")).isNull();
    }

    @Test
    void survives_a_cut_with_the_same_session() throws Exception {
        open(LONG);
        long before = id(session).get();
        create(session, "/mine", CreateMode.EPHEMERAL);
        cable.cut();
        heard.next(SUSPENDED);
        CompletableFuture<Long> meanwhile = id(session);
        cable.mend();
        heard.next(CONNECTED);
        assertThat(meanwhile.get()).isEqualTo(before);
        assertThat(exists("/mine")).isNotNull();
        heard.nothingMore();
    }

    @Test
    void survives_the_server_s_death_with_the_same_session() throws Exception {
        open(LONG);
        long before = id(session).get();
        create(session, "/kept", CreateMode.PERSISTENT);
        server.kill();
        heard.next(SUSPENDED);
        CompletableFuture<Long> meanwhile = id(session);
        server.restart();
        heard.next(CONNECTED);
        assertThat(meanwhile.get()).isEqualTo(before);
        assertThat(data("/kept")).isEqualTo(DATA);
    }

    @Test
    void is_made_anew_after_it_expired() throws Exception {
        open(LONG);
        long before = id(session).get();
        byte[] password = session.call(ZooKeeper::getSessionPasswd);
        create(session, "/mine", CreateMode.EPHEMERAL);
        server.expire(before, password);
        heard.next(SUSPENDED, LOST, CONNECTED);
        assertThat(id(session).get()).isNotEqualTo(before);
        assertThat(exists("/mine")).isNull();
    }

    @Test
    void is_lost_though_nobody_tells_when_servers_are_silent_for_as_long_as_it_lasts() throws Exception {
        open(SHORT);
        long before = id(session).get();
        cable.silence();
        heard.next(SUSPENDED, LOST);
        CompletableFuture<Long> meanwhile = id(session);
        cable.mend();
        heard.next(CONNECTED);
        assertThat(meanwhile.get()).isNotEqualTo(before);
    }

    @Test
    void is_lost_and_comes_back_where_the_server_is_frozen() throws Exception {
        open(SHORT);
        server.freeze();
        heard.next(SUSPENDED, LOST);
        server.thaw();
        heard.next(CONNECTED);
    }

    @Test
    void begins_before_there_is_a_server() throws Exception {
        server.kill();
        session = ZooKeeperSession.open(Ensemble.parse(server.address()), BEFORE_A_SERVER, heard);
        assertThat(session.state()).isEqualTo(CONNECTING);
        CompletableFuture<Long> first = id(session);
        server.restart();
        heard.next(CONNECTED);
        assertThat(first.get()).isNotZero();
    }

    @Test
    void patience_ends_with_a_word_of_where_and_what_to_do() throws Exception {
        open(LONG);
        cable.cut();
        heard.next(SUSPENDED);
        assertThatThrownBy(() -> session.call(Duration.ofMillis(50), client -> client.exists("/", false)))
                .isInstanceOfSatisfying(
                        UnreachableException.class, e -> assertThat(e.state()).isEqualTo(SUSPENDED))
                .hasMessage("ZooKeeper at " + cable.address()
                        + ": no answer in 50 ms; is one of these servers running and reachable?");
    }

    @Test
    void a_try_that_a_cut_ended_is_made_again() throws Exception {
        open(LONG);
        int[] tries = {0};
        String last = session.call(client -> {
            tries[0]++;
            if (tries[0] < 3) {
                cable.drop();
            }
            return client.getData("/", false, null) == null ? "none" : "data after " + (tries[0] > 1);
        });
        assertThat(last).isEqualTo("data after true");
        assertThat(tries[0]).isGreaterThanOrEqualTo(3);
    }

    @Test
    void closing_frees_what_it_held_and_ends_what_waits() throws Exception {
        open(LONG);
        create(session, "/mine", CreateMode.EPHEMERAL);
        try (ZooKeeperSession other = ZooKeeperSession.open(Ensemble.parse(server.address()), LONG, state -> {})) {
            CountDownLatch gone = new CountDownLatch(1);
            Stat there = other.call(client -> client.exists("/mine", event -> gone.countDown()));
            assertThat(there).isNotNull();
            session.close();
            session.close();
            heard.next(CLOSED);
            assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThatThrownBy(() -> session.call(client -> client.exists("/", false)))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("the session was closed");
        heard.nothingMore();
    }

    @Test
    void closing_ends_what_waits_for_a_server() throws Exception {
        open(LONG);
        cable.cut();
        heard.next(SUSPENDED);
        CompletableFuture<Long> waiting = id(session);
        session.close();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("the session was closed");
    }

    @Test
    void its_threads_are_daemons() throws Exception {
        open(LONG);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("isthmus-zookeeper"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void what_was_made_with_credentials_is_read_by_all_and_written_with_them_alone() throws Exception {
        Ensemble ensemble = Ensemble.parse(server.address());
        open(LONG);
        for (boolean byUrl : new boolean[] {true, false}) {
            String path = byUrl ? "/one" : "/two";
            try (ZooKeeperSession owner = byUrl
                    ? ZooKeeperSession.open(Ensemble.parse("zk://me:s3cret@" + server.address()), LONG, state -> {})
                    : ZooKeeperSession.open(
                            ensemble, LONG, Optional.of(DigestCredentials.digest("me:s3cret")), state -> {})) {
                owner.call(client -> client.create(
                        path, DATA, Znodes.forClient(Znodes.readByAllOwnedByUs()), CreateMode.PERSISTENT));
                owner.call(client -> client.setData(path, DATA, -1));
            }
            assertThat(data(path)).isEqualTo(DATA);
            assertThatThrownBy(() -> session.call(client -> client.setData(path, DATA, -1)))
                    .isInstanceOf(KeeperException.NoAuthException.class);
        }
    }

    @Test
    void credentials_are_shown_again_by_a_new_session() throws Exception {
        session = ZooKeeperSession.open(Ensemble.parse("me:s3cret@" + cable.address()), LONG, heard);
        heard.next(CONNECTED);
        session.call(client ->
                client.create("/three", DATA, Znodes.forClient(Znodes.readByAllOwnedByUs()), CreateMode.PERSISTENT));
        server.expire(id(session).get(), session.call(ZooKeeper::getSessionPasswd));
        heard.next(SUSPENDED, LOST, CONNECTED);
        Stat stat = session.call(client -> client.setData("/three", DATA, -1));
        assertThat(stat.getVersion()).isEqualTo(1);
    }

    @Test
    void credentials_of_an_unknown_kind_are_refused_for_good() throws Exception {
        session = ZooKeeperSession.open(
                Ensemble.parse(server.address()),
                LONG,
                Optional.of(new DigestCredentials("handshake", "s3cret".getBytes(UTF_8))),
                heard);
        assertThatThrownBy(() -> session.call(client -> client.exists("/", false)))
                .isInstanceOfSatisfying(
                        UnreachableException.class, e -> assertThat(e.state()).isEqualTo(REFUSED))
                .hasMessageContaining("do not take our credentials, of scheme handshake");
    }

    @Test
    void a_listener_that_throws_disturbs_nobody() throws Exception {
        session = ZooKeeperSession.open(Ensemble.parse(cable.address()), LONG, state -> {
            heard.accept(state);
            throw new IllegalStateException("thrown by a listener, on purpose");
        });
        heard.next(CONNECTED);
        cable.drop();
        heard.next(SUSPENDED, CONNECTED);
        assertThat(id(session).get()).isNotZero();
    }

    @Test
    void a_listener_must_not_wait_for_the_session() throws Exception {
        CompletableFuture<ZooKeeperSession> opened = new CompletableFuture<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        session = ZooKeeperSession.open(Ensemble.parse(server.address()), LONG, state -> {
            try {
                answer.complete(opened.get().call(client -> client.exists("/", false)));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        opened.complete(session);
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
    }
}
