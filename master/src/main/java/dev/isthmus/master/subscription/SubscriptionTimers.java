package dev.isthmus.master.subscription;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What falls due by time alone, in order. */
final class SubscriptionTimers {

    /** What falls due. */
    sealed interface Alarm {

        /** Calls the function of its kind. */
        void match(Consumer<Heartbeat> heartbeat, Consumer<FailoverTimeout> timeout, Consumer<Expected> expected);
    }

    /** A stream is to give a sign of life. */
    record Heartbeat(String stream) implements Alarm {
        @Override
        public void match(
                Consumer<Heartbeat> heartbeat, Consumer<FailoverTimeout> timeout, Consumer<Expected> expected) {
            heartbeat.accept(this);
        }
    }

    /** A framework has been disconnected for too long. */
    record FailoverTimeout(String framework) implements Alarm {
        @Override
        public void match(
                Consumer<Heartbeat> heartbeat, Consumer<FailoverTimeout> timeout, Consumer<Expected> expected) {
            timeout.accept(this);
        }
    }

    /** A framework that is remembered is likely to have come back by now, if it does. */
    record Expected(String framework) implements Alarm {
        @Override
        public void match(
                Consumer<Heartbeat> heartbeat, Consumer<FailoverTimeout> timeout, Consumer<Expected> expected) {
            expected.accept(this);
        }
    }

    /**
     * One alarm that has been set, to cancel it by.
     *
     * @param at when it is due
     * @param number in the order in which they were set
     */
    record Timer(Instant at, long number) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final TreeMap<Timer, Alarm> alarms = new TreeMap<>();
    private long next;

    Timer set(Instant at, Alarm alarm) {
        Timer timer = new Timer(at, next++);
        alarms.put(timer, alarm);
        return timer;
    }

    void cancel(Timer timer) {
        alarms.remove(timer);
    }

    /** The first alarm that is due by now, no longer set. */
    Optional<Alarm> take(Instant now) {
        Map.Entry<Timer, Alarm> first = alarms.firstEntry();
        if (first == null || first.getKey().at().isAfter(now)) {
            return Optional.empty();
        }
        alarms.remove(first.getKey());
        return Optional.of(first.getValue());
    }

    Optional<Instant> nextDue() {
        return alarms.isEmpty()
                ? Optional.empty()
                : Optional.of(alarms.firstKey().at());
    }
}
