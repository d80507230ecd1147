package dev.isthmus.master.metric;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The updates that frameworks were told and have not acknowledged, each with the time when it was told first. Used by one thread. */
final class UnacknowledgedUpdates {

    private static final double MILLIS = 1000;

    private final Map<String, Map<ByteString, Instant>> byFramework = new LinkedHashMap<>();

    /** A framework is told; once more counts for nothing. */
    void told(String framework, TaskStatus status, Instant now) {
        if (status.hasUuid()) {
            byFramework
                    .computeIfAbsent(framework, first -> new LinkedHashMap<>())
                    .putIfAbsent(status.getUuid(), now);
        }
    }

    void acknowledged(String framework, ByteString uuid) {
        Map<ByteString, Instant> its = byFramework.get(framework);
        if (its != null) {
            its.remove(uuid);
        }
    }

    /** Nobody is to acknowledge anything for it. */
    void removed(String framework) {
        byFramework.remove(framework);
    }

    int size() {
        return byFramework.values().stream().mapToInt(Map::size).sum();
    }

    /** How long the oldest one has waited, in seconds; 0 if there is none. */
    double oldest(Instant now) {
        // Each framework's are in the order in which it was told.
        return byFramework.values().stream()
                .flatMap(its -> its.values().stream().limit(1))
                .min(Instant::compareTo)
                .map(first -> Duration.between(first, now).toMillis() / MILLIS)
                .orElse(0.0);
    }
}
