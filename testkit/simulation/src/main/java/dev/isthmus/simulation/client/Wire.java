package dev.isthmus.simulation.client;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection of a client to a master. What is sent in one direction arrives in order, or not at all. */
final class Wire {

    private static final Duration QUICKEST = Duration.ofMillis(1);
    private static final Duration SLOWEST = Duration.ofMillis(20);
    private static final Duration CUT_SEEN_BY_CLIENT = Duration.ofSeconds(2);
    private static final Duration CUT_SEEN_BY_MASTER = Duration.ofSeconds(30);

    /** What comes back. */
    interface Receiver {

        /** An answer that is no stream. */
        void answered(HttpAnswer answer);

        /** The head of a stream. */
        default void opened(HttpAnswer head) {}

        /** A record of the stream, without its length. */
        default void record(byte[] record) {}

        /** The master has ended the stream. */
        default void ended() {}
    }

    private final ManualClock clock;
    private final ProcessTime client;
    private final MasterDoor door;
    private final Draws draws;
    private final Runnable broken;
    private Instant lastThere = Instant.MIN;
    private Instant lastBack = Instant.MIN;
    private @Nullable Runnable streamBroken;
    private boolean isClosed;
    private boolean isOver;

    /** @param broken done in a step of the client, once, when the connection has broken and the client has not closed it */
    Wire(ManualClock clock, ProcessTime client, MasterDoor door, Draws draws, Runnable broken) {
        this.clock = clock;
        this.client = client;
        this.door = door;
        this.draws = draws;
        this.broken = broken;
        door.whenGone(this::breakForClient);
    }

    MasterDoor door() {
        return door;
    }

    void post(HttpRequest request, Receiver receiver) {
        lastThere = later(lastThere);
        clock.after(untilThen(lastThere), () -> {
            if (door.isGone()) {
                breakForClient();
            } else {
                door.time().now(() -> door.handle(request, new Answering(receiver)));
            }
        });
    }

    /** The client closes it; the master hears of that. */
    void close() {
        isClosed = true;
        tellMaster(Duration.ZERO);
    }

    /** It breaks, which both notice some time. */
    void cut() {
        clock.after(draws.upTo(CUT_SEEN_BY_CLIENT), this::breakForClient);
        tellMaster(draws.upTo(CUT_SEEN_BY_MASTER));
    }

    private void tellMaster(Duration delay) {
        lastThere = later(lastThere);
        clock.after(
                untilThen(lastThere).plus(delay),
                () -> door.time().now(() -> {
                    isOver = true;
                    Runnable its = streamBroken;
                    if (its != null) {
                        streamBroken = null;
                        its.run();
                    }
                }));
    }

    private void breakForClient() {
        back(() -> {
            isClosed = true;
            broken.run();
        });
    }

    private void back(Runnable step) {
        lastBack = later(lastBack);
        clock.after(
                untilThen(lastBack),
                () -> client.now(() -> {
                    if (!isClosed) {
                        step.run();
                    }
                }));
    }

    private Instant later(Instant last) {
        Instant next = clock.steady().plus(draws.between(QUICKEST, SLOWEST));
        return next.isBefore(last) ? last : next;
    }

    private Duration untilThen(Instant at) {
        return Duration.between(clock.steady(), at);
    }

    private final class Answering implements Exchange {

        private final Receiver receiver;

        Answering(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void answer(HttpAnswer answer) {
            back(() -> receiver.answered(answer));
        }

        @Override
        public RecordStream stream(HttpAnswer head, Runnable brokenAtMaster) {
            if (isOver) {
                door.time().after(Duration.ZERO, brokenAtMaster);
            } else {
                streamBroken = brokenAtMaster;
            }
            back(() -> receiver.opened(head));
            return new RecordStream() {
                @Override
                public void send(OutgoingRecord record) {
                    byte[] bytes = record.encode();
                    back(() -> receiver.record(bytes));
                }

                @Override
                public void end() {
                    streamBroken = null;
                    back(receiver::ended);
                }
            };
        }
    }
}
