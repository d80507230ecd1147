package dev.isthmus.testkit.ecs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** The calls that arrived: the newest of them whole, all of them counted. */
final class CallLog {
    static final String OK = "OK";
    private static final int KEPT = 100_000;

    private final Object lock = new Object();
    private final Deque<RecordedCall> calls = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long number;

    void add(Instant time, String operation, Optional<EcsRequest> request, String outcome, Optional<Fault> fault) {
        synchronized (lock) {
            calls.add(new RecordedCall(++number, time, operation, request, outcome, fault));
            counts.merge(operation, 1, Integer::sum);
            if (calls.size() > KEPT) {
                calls.removeFirst();
            }
            lock.notifyAll();
        }
    }

    List<RecordedCall> all() {
        synchronized (lock) {
            return List.copyOf(calls);
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
}
