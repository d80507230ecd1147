package dev.isthmus.master.server;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What waits for all streams together. When it is too much, the stream for which the most waits makes room. Thread-safe. */
final class Backlogs {

    private final long most;
    private final AtomicLong all = new AtomicLong();
    private final Set<ChannelStream> streams = ConcurrentHashMap.newKeySet();

    Backlogs(long most) {
        this.most = most;
    }

    void add(ChannelStream stream) {
        streams.add(stream);
    }

    void remove(ChannelStream stream) {
        streams.remove(stream);
    }

    void grow(long bytes) {
        if (all.addAndGet(bytes) > most && bytes > 0) {
            streams.stream()
                    .max(Comparator.comparingLong(ChannelStream::backlog))
                    .ifPresent(ChannelStream::yieldToOthers);
        }
    }
}
