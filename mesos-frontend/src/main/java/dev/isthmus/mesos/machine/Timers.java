package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

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

    private record Entry(Instant due, long order, Alarm alarm) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::order));
    private long order;

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

    Optional<Instant> nextDue() {
        return Optional.ofNullable(entries.peek()).map(Entry::due);
    }

    void clear() {
        entries.clear();
    }
}
