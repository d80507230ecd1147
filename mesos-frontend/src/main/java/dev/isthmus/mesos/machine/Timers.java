package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** What is to happen at which time. An alarm whose occasion has passed is ignored by whoever it is for. */
final class Timers {

    sealed interface Alarm {}

    record Allocate(Instant due) implements Alarm {}

    record AgentTimeout(AgentId agent, Instant disconnectedAt) implements Alarm {}

    record CompletionTime(LaunchId launch) implements Alarm {}

    record StartTimeout(LaunchId launch) implements Alarm {}

    record OfferTimeout(String offer) implements Alarm {}

    record DrainTimeout() implements Alarm {}

    record LeaseDue() implements Alarm {}

    record AllShown() implements Alarm {}

    /** With fewer alarms than this it is not worth the while to look for those whose occasion has passed. */
    static final int FEW = 1000;

    private record Entry(Instant due, long order, Alarm alarm) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::order));
    private long order;
    private int many = FEW;

    void at(Instant due, Alarm alarm) {
        entries.add(new Entry(due, order++, alarm));
    }

    /** Takes the next alarm that is due. */
    Optional<Alarm> take(Instant now) {
        Entry first = entries.peek();
        if (first == null || first.due.isAfter(now)) {
            return Optional.empty();
        }
        entries.remove();
        return Optional.of(first.alarm);
    }

    /** Drops alarms whose occasion has passed, when there are twice as many as were left the last time. */
    void sweep(Predicate<Alarm> passed) {
        if (entries.size() > many) {
            entries.removeIf(entry -> passed.test(entry.alarm));
            many = Math.max(FEW, 2 * entries.size());
        }
    }

    int size() {
        return entries.size();
    }

    Optional<Instant> nextDue() {
        return Optional.ofNullable(entries.peek()).map(Entry::due);
    }

    void clear() {
        entries.clear();
    }
}
