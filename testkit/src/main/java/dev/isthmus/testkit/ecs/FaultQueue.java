package dev.isthmus.testkit.ecs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults that wait for their calls. */
final class FaultQueue {
    /** Stands for every operation. */
    static final String ANY = "*";

    private record Waiting(String operation, Fault fault) {}

    private final Object lock = new Object();
    private final List<Waiting> waiting = new ArrayList<>();

    void add(String operation, int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault must be played at least once, not " + times + " times");
        }
        synchronized (lock) {
            for (int i = 0; i < times; i++) {
                waiting.add(new Waiting(operation, fault));
            }
        }
    }

    /** Takes the oldest fault that is meant for this operation. */
    Optional<Fault> take(String operation) {
        synchronized (lock) {
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting next = all.next();
                if (next.operation.equals(ANY) || next.operation.equals(operation)) {
                    all.remove();
                    return Optional.of(next.fault);
                }
            }
            return Optional.empty();
        }
    }

    int size() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    void clear() {
        synchronized (lock) {
            waiting.clear();
        }
    }
}
