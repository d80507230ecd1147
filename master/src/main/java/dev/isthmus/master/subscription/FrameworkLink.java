package dev.isthmus.master.subscription;

import dev.isthmus.master.gate.KnownFramework;
import dev.isthmus.master.http.MediaType;
import java.util.function.Consumer;

/** How a framework and the master are connected at the moment. */
sealed interface FrameworkLink {

    /** Calls the function of its kind. */
    void match(Consumer<Streaming> streaming, Consumer<Away> away);

    /** As the gate knows it. */
    KnownFramework.Connection connection();

    /**
     * By a stream.
     *
     * @param heartbeat when its next sign of life is due
     */
    record Streaming(String stream, MediaType encoding, SubscriptionTimers.Timer heartbeat) implements FrameworkLink {

        @Override
        public void match(Consumer<Streaming> streaming, Consumer<Away> away) {
            streaming.accept(this);
        }

        @Override
        public KnownFramework.Connection connection() {
            return new KnownFramework.ByStream(stream);
        }
    }

    /**
     * Not at all.
     *
     * @param deadline when it is removed if it has not come back; of this disconnection alone
     */
    record Away(SubscriptionTimers.Timer deadline) implements FrameworkLink {

        @Override
        public void match(Consumer<Streaming> streaming, Consumer<Away> away) {
            away.accept(this);
        }

        @Override
        public KnownFramework.Connection connection() {
            return new KnownFramework.Disconnected();
        }
    }
}
