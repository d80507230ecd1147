package dev.isthmus.simulation.happening;

import dev.isthmus.testkit.ecs.fault.DeliveryFaults;
import java.time.Duration;

/**
 * Something that happens to the events of the cluster, or to the queues that they go to; nothing where drivers have none.
 *
 * @param permille how many events of a thousand it befalls, where it befalls some
 * @param length for how long; it makes no difference where it is over at once
 */
public record EventHappening(Kind kind, int permille, Duration length) implements Happening {

    /** By how much an event is late, at most. */
    private static final Duration LATE_BY = Duration.ofSeconds(45);

    /** For how long a driver may rely upon a queue that does not answer any more, and how long it takes it to read all then. */
    private static final Duration NOTICED = Duration.ofSeconds(100);

    /** What the net under events does not see for so long, with the time that it takes (ADR 53). */
    public static final Duration NET = Duration.ofMinutes(16);

    /** When none comes, what the net has seen is waited for for five minutes more; then all is read without events. */
    private static final Duration NET_AND_PATIENCE = NET.plusMinutes(6);

    /** SQS takes up to a minute to empty a queue; here all is gone at once. */
    private static final Duration EMPTIED_WITHIN = Duration.ofMinutes(1);

    /** Kinds of them. */
    public enum Kind {
        /** Some events never come. */
        EVENTS_LOST(true),
        /** None comes any more. */
        RULE_DISABLED(true),
        /** Some come twice. */
        EVENTS_REPEATED(false),
        /** Some come late, and so after later ones. */
        EVENTS_LATE(false),
        /** All that is in the queue is lost. */
        QUEUE_EMPTIED(true),
        /** Somebody else receives from the queue, too. */
        QUEUE_SHARED(true),
        /** The queue may not be asked. */
        QUEUE_REFUSED(false),
        /** The queue is not there. */
        QUEUE_GONE(true);

        private final boolean loses;

        Kind(boolean loses) {
            this.loses = loses;
        }
    }

    @Override
    public <R> R fold(HappeningCases<R> cases) {
        return cases.ofEvents(this);
    }

    @Override
    public void happen(WorldStage stage) {
        var queues = stage.cluster().queues();
        double part = permille / 1000.0;
        switch (kind) {
            case EVENTS_LOST -> queues.faults(DeliveryFaults.none().losing(part));
            case RULE_DISABLED -> queues.faults(DeliveryFaults.none().losing(1));
            case EVENTS_REPEATED -> queues.faults(DeliveryFaults.none().repeating(part));
            case EVENTS_LATE -> queues.faults(DeliveryFaults.none().delaying(part, LATE_BY));
            case QUEUE_EMPTIED -> queues.purge();
            case QUEUE_SHARED -> queues.share(true);
            case QUEUE_REFUSED -> queues.refuse(true);
            case QUEUE_GONE -> queues.remove();
        }
        stage.after(length, () -> {
            switch (kind) {
                case EVENTS_LOST, RULE_DISABLED, EVENTS_REPEATED, EVENTS_LATE -> queues.faults(DeliveryFaults.none());
                case QUEUE_EMPTIED -> {}
                case QUEUE_SHARED -> queues.share(false);
                case QUEUE_REFUSED -> queues.refuse(false);
                case QUEUE_GONE -> queues.restore();
            }
        });
    }

    @Override
    public Duration disturbsFor() {
        return switch (kind) {
            case EVENTS_LOST, QUEUE_SHARED, QUEUE_GONE -> length;
            case EVENTS_LATE -> length.plus(LATE_BY);
            case QUEUE_REFUSED -> length.compareTo(NOTICED) < 0 ? length : NOTICED;
            case RULE_DISABLED, EVENTS_REPEATED, QUEUE_EMPTIED -> Duration.ZERO;
        };
    }

    @Override
    public Duration lastsFor() {
        return kind == Kind.QUEUE_EMPTIED ? EMPTIED_WITHIN : length;
    }

    @Override
    public Duration unnoticedFor() {
        Duration all = lastsFor().plus(NET);
        boolean isNoticed = kind == Kind.RULE_DISABLED && all.compareTo(NET_AND_PATIENCE) > 0;
        return !kind.loses ? Duration.ZERO : isNoticed ? NET_AND_PATIENCE : all;
    }
}
