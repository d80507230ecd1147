package dev.isthmus.master.metric;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The updates that frameworks were told and have not acknowledged, each with the time when it was told first. Of a task there is one at most, for the next is told after the one
 * before is acknowledged or dropped. Used by one thread.
 */
final class UnacknowledgedUpdates {

    private static final double MILLIS = 1000;

    private record Told(ByteString uuid, Instant first) {}

    /** By framework, by task, in the order in which they were told. */
    private final Map<String, Map<String, Told>> byFramework = new LinkedHashMap<>();

    /** A framework is told; once more counts for nothing. */
    void told(String framework, TaskStatus status, Instant now) {
        if (status.hasUuid()) {
            Map<String, Told> its = byFramework.computeIfAbsent(framework, first -> new LinkedHashMap<>());
            String task = status.getTaskId().getValue();
            if (!isTold(its.get(task), status)) {
                // The last in order.
                its.remove(task);
                its.put(task, new Told(status.getUuid(), now));
            }
        }
    }

    void acknowledged(String framework, TaskStatus status) {
        Map<String, Told> its = byFramework.get(framework);
        String task = status.getTaskId().getValue();
        if (its != null && isTold(its.get(task), status)) {
            its.remove(task);
        }
    }

    private static boolean isTold(@Nullable Told told, TaskStatus status) {
        return told != null && told.uuid().equals(status.getUuid());
    }

    /**
     * A task has another state; where that is not to be acknowledged, what its framework was told before is not either. While its agent cannot be reached, what was told before
     * is only held: an acknowledgement of it counts for nothing until it is told again, and so it waits from then on.
     */
    void updated(String framework, TaskStatus status) {
        Map<String, Told> its = byFramework.get(framework);
        if (its != null && !status.hasUuid()) {
            its.remove(status.getTaskId().getValue());
        }
    }

    /** Nobody is to acknowledge anything for it here. */
    void removed(String framework) {
        byFramework.remove(framework);
    }

    int size() {
        return byFramework.values().stream().mapToInt(Map::size).sum();
    }

    /** How long the oldest one has waited, in seconds; 0 if there is none. */
    double oldest(Instant now) {
        return byFramework.values().stream()
                .flatMap(its -> its.values().stream().limit(1))
                .map(Told::first)
                .min(Instant::compareTo)
                .map(first -> Duration.between(first, now).toMillis() / MILLIS)
                .orElse(0.0);
    }
}
