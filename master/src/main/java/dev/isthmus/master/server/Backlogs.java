package dev.isthmus.master.server;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What waits for all connections together. When it is too much, the one for which the most waits makes room. Thread-safe. */
final class Backlogs {

    private final long most;
    private final AtomicLong all = new AtomicLong();
    private final Set<Backlog> connections = ConcurrentHashMap.newKeySet();

    Backlogs(long most) {
        this.most = most;
    }

    void add(Backlog connection) {
        connections.add(connection);
    }

    void remove(Backlog connection) {
        connections.remove(connection);
    }

    boolean isTooMuch() {
        return all.get() > most;
    }

    void grow(long bytes) {
        if (all.addAndGet(bytes) > most && bytes > 0) {
            connections.stream().max(Comparator.comparingLong(Backlog::bytes)).ifPresent(Backlog::yieldToOthers);
        }
    }
}
