package dev.isthmus.driver.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.SessionOperation;
import dev.isthmus.zookeeper.Znodes;
import dev.isthmus.zookeeper.ZooKeeperSession;
import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mesos.state.State;
import org.apache.mesos.state.Variable;
import org.apache.mesos.state.ZooKeeperState;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The state of a framework in a real server of one release; each test under a path of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ZooKeeperStateContract {

    private static final long SECONDS = 60;

    private final ZooKeeperServer.Release release;

    private ZooKeeperServer server;
    private ZooKeeperSession observer;
    private Cable cable;
    private String root;
    private State state;

    ZooKeeperStateContract(ZooKeeperServer.Release release) {
        this.release = release;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = ZooKeeperServer.start(release, folder);
        observer = ZooKeeperSession.open(Ensemble.parse(server.address()), Duration.ofSeconds(30), now -> {});
    }

    @AfterAll
    void stop() {
        observer.close();
        server.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        cable = Cable.to(server);
        root = "/" + test.getTestMethod().orElseThrow().getName() + "/state";
        state = state(cable.address());
    }

    @AfterEach
    void close() throws Exception {
        server.thaw();
        cable.mend();
        cable.close();
    }

    private State state(String address) {
        return new ZooKeeperState(address, 10_000, TimeUnit.MILLISECONDS, root);
    }

    private static <T> T in(Future<T> future) throws Exception {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private <T> T raw(SessionOperation<T> operation) throws Exception {
        return observer.call(Duration.ofSeconds(SECONDS), operation);
    }

    private byte[] data(String name) throws Exception {
        return raw(client -> client.getData(root + "/" + name, false, null));
    }

    private void plant(String name, byte[] data) throws Exception {
        raw(client -> {
            Znodes.createAll(client, root, Znodes.open());
            return client.create(root + "/" + name, data, Znodes.forClient(Znodes.open()), CreateMode.PERSISTENT);
        });
    }

    private Variable store(String name, String value) throws Exception {
        return in(state.store(in(state.fetch(name)).mutate(bytes(value))));
    }

    @Test
    void reads_and_changes_what_the_native_code_wrote() throws Exception {
        plant("J_job", NativeBytes.entry("J_job", NativeBytes.MARK, "old"));
        Variable old = in(state.fetch("J_job"));
        assertThat(old.value()).isEqualTo(bytes("old"));
        assertThat(in(state.store(old.mutate(bytes("new")))).value()).isEqualTo(bytes("new"));
        assertThat(in(state.fetch("J_job")).value()).isEqualTo(bytes("new"));
    }

    @Test
    void writes_what_the_native_code_reads() throws Exception {
        store("frameworkId", "abc");
        byte[] data = data("frameworkId");
        String mark = java.util.HexFormat.of().formatHex(data, 15, 31);
        assertThat(data).isEqualTo(NativeBytes.entry("frameworkId", mark, "abc"));
        assertThat(mark).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
        Stat stat = new Stat();
        List<?> acl = raw(client -> client.getACL(root, stat));
        assertThat(acl).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        assertThat(stat.getEphemeralOwner()).isZero();

        store("frameworkId", "abc");
        assertThat(java.util.HexFormat.of().formatHex(data("frameworkId"), 15, 31))
                .as("a new mark at every store")
                .isNotEqualTo(mark);
    }

    @Test
    void begins_with_nothing_and_makes_its_path_at_the_first_store() throws Exception {
        assertThat(in(state.names())).isExhausted();
        assertThat(in(state.fetch("b")).value()).isEmpty();
        assertThat(in(state.names())).as("a fetch makes nothing").isExhausted();
        for (String name : List.of("b", "C", "a")) {
            store(name, name);
        }
        assertThat(in(state.names())).toIterable().containsExactly("C", "a", "b");
    }

    @Test
    void a_stale_variable_is_answered_null() throws Exception {
        State other = state(server.address());
        Variable mine = in(state.fetch("v"));
        Variable theirs = in(other.fetch("v"));
        Variable stored = in(other.store(theirs.mutate(bytes("theirs"))));
        assertThat(stored.value()).isEqualTo(bytes("theirs"));
        assertThat(in(state.store(mine.mutate(bytes("mine"))))).isNull();
        assertThat(in(other.store(theirs.mutate(bytes("again")))))
                .as("its own old one")
                .isNull();
        assertThat(in(state.fetch("v")).value()).isEqualTo(bytes("theirs"));
        assertThat(in(state.store(stored.mutate(bytes("passed on")))).value()).isEqualTo(bytes("passed on"));
    }

    @Test
    void expunges_what_is_not_stale() throws Exception {
        Variable first = store("v", "1");
        Variable second = in(state.store(first.mutate(bytes("2"))));
        assertThat(in(state.expunge(first))).isFalse();
        assertThat(in(state.expunge(second))).isTrue();
        assertThat(in(state.expunge(second))).isFalse();
        assertThat(in(state.names())).isExhausted();
        assertThat(in(state.fetch("v")).value()).isEmpty();
    }

    /** Chronos deletes znodes itself. */
    @Test
    void keeps_nothing_of_what_others_may_delete() throws Exception {
        Variable held = store("v", "1");
        raw(client -> {
            client.delete(root + "/v", -1);
            return 0;
        });
        assertThat(in(state.fetch("v")).value()).isEmpty();
        assertThat(in(state.store(held.mutate(bytes("2")))).value())
                .as("as the native code does")
                .isEqualTo(bytes("2"));
    }

    @Test
    void two_writers_lose_nothing() throws Exception {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            State own = writer < 2 ? state : state(server.address());
            writers.add(CompletableFuture.runAsync(() -> count(own, 25)));
        }
        for (CompletableFuture<Void> writer : writers) {
            in(writer);
        }
        assertThat(in(state.fetch("counter")).value()).isEqualTo(bytes("100"));
    }

    private static void count(State in, int times) {
        try {
            for (int done = 0; done < times; ) {
                Variable read = in(in.fetch("counter"));
                String text = new String(read.value(), UTF_8);
                int next = (text.isEmpty() ? 0 : Integer.parseInt(text)) + 1;
                done += in(in.store(read.mutate(bytes(Integer.toString(next))))) == null ? 0 : 1;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_value_that_is_too_long_fails_and_says_so() throws Exception {
        Variable small = in(state.fetch("big"));
        assertThat(in(state.store(small.mutate(new byte[1_000_000]))).value()).hasSize(1_000_000);
        assertThat(in(state.fetch("big")).value()).hasSize(1_000_000);
        Variable big = in(state.fetch("big"));
        assertThatThrownBy(() -> in(state.store(big.mutate(new byte[1024 * 1024]))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StateException.class)
                .hasMessageContaining("'big' takes 1048603 bytes with its name")
                .hasMessageContaining("has 1048576 at most");
        assertThatThrownBy(() -> in(state.store(big.mutate(new byte[1024 * 1024 - 40]))))
                .as("what Mesos lets pass and the servers do not")
                .hasMessageContaining("jute.maxbuffer");
        assertThat(in(state.fetch("big")).value()).hasSize(1_000_000);
    }

    @Test
    void what_is_foreign_fails_by_itself_alone() throws Exception {
        plant("empty", new byte[0]);
        plant("text", bytes("{\"a\": 1}"));
        plant("moved", NativeBytes.entry("elsewhere", NativeBytes.MARK, "v"));
        for (String name : List.of("empty", "text", "moved")) {
            assertThatThrownBy(() -> in(state.fetch(name)))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StateException.class)
                    .hasMessageContaining("the znode " + root + "/" + name)
                    .hasMessageContaining("cannot be read");
        }
        for (String name : List.of("", "a/", "a//b", "..")) {
            assertThatThrownBy(() -> in(state.fetch(name))).hasCauseInstanceOf(StateException.class);
        }
        assertThat(store("fine", "1").value()).isEqualTo(bytes("1"));
    }

    @Test
    void what_is_asked_in_a_cut_waits_for_its_end() throws Exception {
        Variable before = store("v", "1");
        cable.cut();
        Future<Variable> fetched = state.fetch("v");
        Future<Variable> stored = state.store(before.mutate(bytes("2")));
        assertThatThrownBy(() -> fetched.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        cable.mend();
        assertThat(in(fetched).value()).isEqualTo(bytes("1"));
        assertThat(in(fetched)).as("as often as one likes").isSameAs(in(fetched));
        assertThat(in(stored).value()).isEqualTo(bytes("2"));
    }

    @Test
    void what_is_cancelled_in_a_cut_is_not_done() throws Exception {
        Variable before = store("v", "1");
        cable.cut();
        Future<Variable> first = state.store(before.mutate(bytes("2")));
        Future<Variable> second = state.store(before.mutate(bytes("3")));
        assertThat(first.cancel(true)).isTrue();
        assertThat(second.cancel(true)).isTrue();
        cable.mend();
        assertThat(in(state.fetch("v")).value()).isEqualTo(bytes("1"));
        assertThatThrownBy(first::get).isInstanceOf(CancellationException.class);
        assertThat(second.isCancelled() && second.isDone()).isTrue();
    }

    @Test
    void a_write_whose_answer_was_lost_is_not_called_stale() throws Exception {
        Variable before = store("v", "1");
        CountDownLatch written = new CountDownLatch(1);
        byte[] seen = raw(client -> client.getData(root + "/v", event -> written.countDown(), null));
        assertThat(seen).isNotEmpty();
        Future<Variable> stored = withLostAnswer(before, written);
        assertThat(in(stored)).isNotNull();
        assertThat(in(state.fetch("v")).value()).isEqualTo(bytes("2"));
    }

    /** The read that goes before a write must be answered, and the write must not: so one more answer is let through. */
    private Future<Variable> withLostAnswer(Variable before, CountDownLatch written) throws Exception {
        cable.holdAnswersAfter(1);
        Future<Variable> stored = state.store(before.mutate(bytes("2")));
        assertThat(written.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(stored).isNotDone();
        cable.drop();
        cable.mend();
        return stored;
    }

    @Test
    void survives_the_death_of_the_server() throws Exception {
        Variable before = store("v", "1");
        server.kill();
        Future<Variable> stored = state.store(before.mutate(bytes("2")));
        server.restart();
        assertThat(in(stored).value()).isEqualTo(bytes("2"));
    }

    @Test
    void goes_on_with_a_new_session_after_a_silence_longer_than_the_old() throws Exception {
        State brief = new ZooKeeperState(cable.address(), 1, TimeUnit.SECONDS, root);
        Variable before = in(brief.store(in(brief.fetch("v")).mutate(bytes("1"))));
        server.freeze();
        Future<Variable> stored = brief.store(before.mutate(bytes("2")));
        assertThatThrownBy(() -> stored.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        server.thaw();
        assertThat(in(stored).value()).isEqualTo(bytes("2"));
    }

    @Test
    void with_digest_all_may_read_and_the_owner_alone_may_write() throws Exception {
        State owner =
                new ZooKeeperState(server.address(), 10_000, TimeUnit.MILLISECONDS, root, "digest", bytes("me:s3cret"));
        Variable stored = in(owner.store(in(owner.fetch("v")).mutate(bytes("1"))));
        assertThat(in(owner.store(stored.mutate(bytes("2")))).value()).isEqualTo(bytes("2"));
        for (String path : List.of(root, root + "/v")) {
            List<?> acl = raw(client -> client.getACL(path, new Stat()));
            assertThat(acl.toString())
                    .contains("world,'anyone")
                    .contains("digest,'me:")
                    .hasSizeGreaterThan(20);
            assertThat(acl).hasSize(2);
        }
        assertThatThrownBy(() -> store("v", "3"))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(KeeperException.NoAuthException.class)
                .hasMessageContaining("NoAuth");
        assertThat(in(state.fetch("v")).value()).isEqualTo(bytes("2"));
    }

    @Test
    void more_names_than_one_mebibyte_are_told() throws Exception {
        int many = 6_000;
        String tail = "n".repeat(190);
        raw(client -> {
            Znodes.createAll(client, root, Znodes.open());
            CountDownLatch made = new CountDownLatch(many);
            for (int i = 0; i < many; i++) {
                client.create(
                        root + "/" + i + tail,
                        new byte[0],
                        Znodes.forClient(Znodes.open()),
                        CreateMode.PERSISTENT,
                        (code, path, context, name) -> made.countDown(),
                        null);
            }
            return made.await(SECONDS, TimeUnit.SECONDS);
        });
        assertThat(in(state.names())).toIterable().hasSize(many);
    }

    @Test
    void its_threads_let_the_jvm_end() throws Exception {
        in(state.fetch("v"));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("isthmus-"))
                .hasSizeGreaterThan(2)
                .allMatch(Thread::isDaemon);
    }
}
