package dev.isthmus.driver.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.state.AbstractState;
import org.apache.mesos.state.InMemoryState;
import org.apache.mesos.state.LevelDBState;
import org.apache.mesos.state.LogState;
import org.apache.mesos.state.Variable;
import org.apache.mesos.state.ZooKeeperState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StatesTest {

    private final InMemoryState state = new InMemoryState();

    @Test
    void memory_keeps_what_is_stored_and_refuses_what_is_stale() throws Exception {
        Variable first = state.fetch("a").get();
        assertThat(first.value()).isEmpty();
        Variable second = state.store(first.mutate("1".getBytes(UTF_8))).get();
        assertThat(second.value()).isEqualTo("1".getBytes(UTF_8));
        assertThat(state.fetch("a").get().value()).isEqualTo("1".getBytes(UTF_8));
        assertThat(first.value()).isEmpty();

        assertThat(state.store(first.mutate("2".getBytes(UTF_8))).get()).isNull();
        assertThat(state.expunge(first).get()).isFalse();
        assertThat(state.store(second.mutate("3".getBytes(UTF_8))).get().value())
                .isEqualTo("3".getBytes(UTF_8));
    }

    @Test
    void memory_names_what_was_fetched_in_order_and_forgets_what_is_expunged() throws Exception {
        Variable b = state.fetch("b").get();
        state.fetch("a").get();
        assertThat(state.names().get()).toIterable().containsExactly("a", "b");
        assertThat(state.expunge(b).get()).isTrue();
        assertThat(state.expunge(b).get()).isFalse();
        assertThat(state.store(b).get()).isNull();
        assertThat(state.names().get()).toIterable().containsExactly("a");
    }

    @Test
    void nobody_writes_into_a_variable() throws Exception {
        byte[] mine = "mine".getBytes(UTF_8);
        Variable variable = state.store(state.fetch("a").get().mutate(mine)).get();
        mine[0] = 'X';
        variable.value()[1] = 'Y';
        assertThat(state.fetch("a").get().value()).isEqualTo("mine".getBytes(UTF_8));
    }

    @Test
    void a_variable_of_another_kind_is_refused_by_name() {
        for (Variable foreign : new Variable[] {new Foreign(), null}) {
            assertThatThrownBy(() -> state.store(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not fetched from a state of this JVM");
        }
    }

    private static final class Foreign extends Variable {}

    private static final class Unfinished extends AbstractState {}

    @Test
    void what_a_subclass_leaves_to_mesos_is_told_in_one_sentence() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> new Foreign().value(),
                () -> new Foreign().mutate(new byte[0]),
                () -> new Unfinished().fetch("a"),
                () -> new Unfinished().store(new Foreign()),
                () -> new Unfinished().expunge(new Foreign()),
                () -> new Unfinished().names())) {
            assertThatThrownBy(call)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .message()
                    .matches("(Variable|AbstractState) .* Mesos's native library, which Isthmus does without: .*"
                            + " instead, or .*\\.");
        }
    }

    @Test
    void native_stores_say_in_one_sentence_what_to_use_instead() {
        for (Runnable made : List.<Runnable>of(
                () -> new LevelDBState("/var/lib/framework"),
                () -> new LogState("zk1:2181", 1, TimeUnit.SECONDS, "/log", 2, "/var/lib/log"),
                () -> new LogState("zk1:2181", 1, TimeUnit.SECONDS, "/log", 2, "/var/lib/log", 3))) {
            assertThatThrownBy(made::run)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .message()
                    .matches(
                            "(LevelDB|Log)State keeps its data with Mesos's native library, which Isthmus does without: use"
                                    + " org\\.apache\\.mesos\\.state\\.ZooKeeperState instead, or InMemoryState in tests\\.");
        }
    }

    @Test
    void what_is_no_address_or_path_is_told_at_once() {
        assertThatThrownBy(() -> new ZooKeeperState("zk1:port", 10, TimeUnit.SECONDS, "/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'zk1:port'");
        assertThatThrownBy(() -> new ZooKeeperState("zk1:2181", 10, TimeUnit.SECONDS, "/a//b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'/a//b' is no path");
        assertThatThrownBy(() -> new ZooKeeperState("zk1:2181", 0, TimeUnit.SECONDS, "/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a session cannot last");
    }
}
