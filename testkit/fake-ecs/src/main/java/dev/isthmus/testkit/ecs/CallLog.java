package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/** The calls that arrived: the newest of them whole, all of them counted. */
final class CallLog {
    private static final int KEPT = 100_000;
    /** Answers are large; of older calls only the rest is kept. */
    private static final int ANSWERS_KEPT = 10_000;

    private final Object lock = new Object();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Entry> answered = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long number;

    /** A call on its way. It is in the log from {@link #waits} or {@link #worked} on, whichever comes first. */
    final class Entry {
        private final Instant arrived;
        private final Duration begun;
        private final String operation;
        private final Optional<EcsRequest> request;
        private final Optional<Fault> fault;
        private long id;
        private String outcome = RecordedCall.WAITING;
        private @Nullable EcsResponse answer;
        private @Nullable String error;
        private @Nullable Duration duration;

        private Entry(
                Instant arrived,
                Duration begun,
                String operation,
                Optional<EcsRequest> request,
                Optional<Fault> fault) {
            this.arrived = arrived;
            this.begun = begun;
            this.operation = operation;
            this.request = request;
            this.fault = fault;
        }

        /** It is here, and its work is not done yet. */
        void waits() {
            synchronized (lock) {
                list(this);
            }
        }

        void worked(EcsResponse response) {
            synchronized (lock) {
                outcome = RecordedCall.OK;
                answer = response;
                answered.add(this);
                if (answered.size() > ANSWERS_KEPT) {
                    answered.removeFirst().answer = null;
                }
                list(this);
            }
        }

        void failed(String code, @Nullable String message) {
            synchronized (lock) {
                outcome = code;
                error = message;
                list(this);
            }
        }

        /** The answer, or the end of the connection, leaves. */
        void ends(Duration now) {
            synchronized (lock) {
                duration = now.minus(begun);
            }
        }

        private RecordedCall record() {
            return new RecordedCall(
                    id,
                    arrived,
                    operation,
                    request,
                    outcome,
                    fault,
                    Optional.ofNullable(answer),
                    Optional.ofNullable(error),
                    Optional.ofNullable(duration));
        }
    }

    Entry open(Instant arrived, Duration begun, String operation, Optional<EcsRequest> request, Optional<Fault> fault) {
        return new Entry(arrived, begun, operation, request, fault);
    }

    List<RecordedCall> all() {
        synchronized (lock) {
            return entries.stream().map(Entry::record).toList();
        }
    }

    int count(String operation) {
        synchronized (lock) {
            return counts.getOrDefault(operation, 0);
        }
    }

    Map<String, Integer> counts() {
        synchronized (lock) {
            return Map.copyOf(counts);
        }
    }

    boolean awaitCount(String operation, int count, long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        synchronized (lock) {
            long left = timeoutMillis;
            while (counts.getOrDefault(operation, 0) < count && left > 0) {
                lock.wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
            return counts.getOrDefault(operation, 0) >= count;
        }
    }

    /** Called with the lock held. */
    private void list(Entry entry) {
        if (entry.id == 0) {
            entry.id = ++number;
            entries.add(entry);
            counts.merge(entry.operation, 1, Integer::sum);
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
        }
        lock.notifyAll();
    }
}
