package dev.isthmus.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.zookeeper.SessionInput.Failed;
import dev.isthmus.zookeeper.SessionInput.Heard;
import dev.isthmus.zookeeper.SessionInput.Signal;
import dev.isthmus.zookeeper.SessionInput.Tick;
import dev.isthmus.zookeeper.SessionOutput.Discard;
import dev.isthmus.zookeeper.SessionOutput.Open;
import dev.isthmus.zookeeper.SessionOutput.Tell;
import dev.isthmus.zookeeper.SessionOutput.Wake;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionCoreTest {

    private static final long ASKED = 10_000;
    private static final long AGREED = 4_000;

    /** Near the end of the clock, so that it wraps. */
    private static final long BEGIN = Long.parseLong("9223372036854773807");

    private final SessionCore core = new SessionCore(ASKED);

    @BeforeEach
    void begins_with_one_client() {
        assertThat(core.start(BEGIN)).containsExactly(new Open(1));
    }

    private List<SessionOutput> hear(long after, int client, Signal signal) {
        return core.step(BEGIN + after, new Heard(client, signal, AGREED));
    }

    private void connected() {
        assertThat(hear(0, 1, Signal.CONNECTED)).containsExactly(new Tell(ConnectionState.CONNECTED));
    }

    @Test
    void tells_a_cut_and_its_end() {
        connected();
        assertThat(hear(100, 1, Signal.DISCONNECTED))
                .containsExactly(new Tell(ConnectionState.SUSPENDED), new Wake(AGREED));
        assertThat(hear(101, 1, Signal.DISCONNECTED)).isEmpty();
        assertThat(hear(200, 1, Signal.CONNECTED)).containsExactly(new Tell(ConnectionState.CONNECTED));
        assertThat(core.step(BEGIN + 100 + AGREED, new Tick())).isEmpty();
    }

    @Test
    void is_made_anew_when_it_has_expired() {
        connected();
        assertThat(hear(100, 1, Signal.EXPIRED))
                .containsExactly(new Discard(1), new Tell(ConnectionState.LOST), new Open(2));
        assertThat(hear(101, 1, Signal.CONNECTED)).as("of the old client").isEmpty();
        assertThat(hear(102, 2, Signal.CONNECTED)).containsExactly(new Tell(ConnectionState.CONNECTED));
    }

    @Test
    void is_lost_after_a_silence_as_long_as_it_lasts() {
        connected();
        hear(100, 1, Signal.DISCONNECTED);
        assertThat(core.step(BEGIN + 99 + AGREED, new Tick())).isEmpty();
        assertThat(core.step(BEGIN + 100 + AGREED, new Tick()))
                .containsExactly(new Discard(1), new Tell(ConnectionState.LOST), new Open(2));
        assertThat(hear(200 + AGREED, 2, Signal.DISCONNECTED))
                .as("never connected")
                .isEmpty();
        assertThat(core.step(BEGIN + 100_000, new Tick()))
                .as("nothing more to lose")
                .isEmpty();
    }

    @Test
    void waits_for_as_long_as_was_asked_where_nothing_was_agreed() {
        core.step(BEGIN, new Heard(1, Signal.CONNECTED, 0));
        assertThat(core.step(BEGIN, new Heard(1, Signal.DISCONNECTED, 0)))
                .containsExactly(new Tell(ConnectionState.SUSPENDED), new Wake(ASKED));
    }

    @Test
    void tries_again_where_no_client_can_be_made() {
        assertThat(core.step(BEGIN, new Failed(1))).containsExactly(new Wake(SessionCore.RETRY));
        assertThat(core.step(BEGIN + 1, new Tick())).isEmpty();
        assertThat(core.step(BEGIN + SessionCore.RETRY, new Tick())).containsExactly(new Open(2));
        assertThat(core.step(BEGIN + 2 * SessionCore.RETRY, new Tick())).isEmpty();
    }

    @Test
    void ends_where_it_is_refused() {
        assertThat(hear(0, 1, Signal.REFUSED)).containsExactly(new Discard(1), new Tell(ConnectionState.REFUSED));
        assertThat(hear(1, 1, Signal.CONNECTED)).isEmpty();
    }

    @Test
    void ends_where_it_is_closed() {
        connected();
        assertThat(core.step(BEGIN, new SessionInput.Close()))
                .containsExactly(new Discard(1), new Tell(ConnectionState.CLOSED));
        assertThat(core.step(BEGIN, new SessionInput.Close())).isEmpty();
        assertThat(hear(1, 1, Signal.EXPIRED)).isEmpty();
    }
}
