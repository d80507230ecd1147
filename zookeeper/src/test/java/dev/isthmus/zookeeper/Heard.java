package dev.isthmus.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a listener was told, in order. */
final class Heard implements Consumer<ConnectionState> {

    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

    @Override
    public void accept(ConnectionState state) {
        states.add(state);
    }

    /** The next are these. */
    void next(ConnectionState... expected) throws InterruptedException {
        for (ConnectionState state : expected) {
            assertThat(states.poll(60, TimeUnit.SECONDS)).isEqualTo(state);
        }
    }

    void nothingMore() {
        assertThat(states).isEmpty();
    }
}
