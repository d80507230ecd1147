package dev.isthmus.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all frameworks of a load have seen together. Thread-safe. */
public final class LoadCounts {

    private final LongAdder subscribed = new LongAdder();
    private final LongAdder running = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong latest = new AtomicLong();

    /** Nothing yet. */
    public LoadCounts() {}

    void subscribed() {
        subscribed.increment();
    }

    void runs() {
        running.increment();
    }

    void ended() {
        running.decrement();
    }

    /** A call was answered. */
    void answered(boolean isAcknowledgement, boolean isAccepted) {
        answered.increment();
        if (isAcknowledgement) {
            acknowledged.increment();
        }
        if (!isAccepted) {
            refused.increment();
        }
    }

    /** A heartbeat came by so much later than it was to come. */
    void late(Duration by) {
        latest.accumulateAndGet(by.toNanos(), Math::max);
    }

    /** How many frameworks were told that they are subscribed. */
    public long allSubscribed() {
        return subscribed.sum();
    }

    /** How many tasks run. */
    public long allRunning() {
        return running.sum();
    }

    /** How many acknowledgements were answered. */
    public long allAcknowledged() {
        return acknowledged.sum();
    }

    /** How many calls were answered. */
    public long allAnswered() {
        return answered.sum();
    }

    /** How many calls were answered by anything but 202. */
    public long allRefused() {
        return refused.sum();
    }

    /** By how much the latest heartbeat was late. */
    public Duration latest() {
        return Duration.ofNanos(latest.get());
    }
}
