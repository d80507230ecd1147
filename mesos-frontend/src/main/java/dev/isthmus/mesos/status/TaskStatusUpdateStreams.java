package dev.isthmus.mesos.status;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Delivers the updates of each task in order, one at a time: the next one after the one before is acknowledged. Retries each until it is
 * acknowledged, after 10 s, 20 s, and so on up to every 10 min (src/slave/task_status_update_manager.cpp).
 *
 * <p>Methods return the updates to deliver now.
 */
public final class TaskStatusUpdateStreams {

    static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private static final class Stream {
        private final Deque<TaskStatus> pending = new ArrayDeque<>();
        private Duration backoff = FIRST_RETRY;
        private Instant retryAt = Instant.MAX;
        /** Whether the agent that has it cannot be reached. */
        private boolean held;
    }

    /**
     * An acknowledgement that counted.
     *
     * @param acknowledged the update that need not be delivered again
     * @param next what is to be delivered now, if anything
     */
    public record Acknowledgement(TaskStatus acknowledged, Optional<TaskStatus> next) {}

    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private boolean paused;

    /** Appends an update to the stream of its task; returns it if it is to be delivered at once. */
    public Optional<TaskStatus> append(TaskStatus update, Instant now) {
        Stream stream = streams.computeIfAbsent(update.getTaskId().getValue(), id -> new Stream());
        stream.pending.add(update);
        return stream.pending.size() == 1 ? deliverHead(stream, now) : Optional.empty();
    }

    /** Handles an acknowledgement; one of any update but the one in flight changes nothing. */
    public Optional<Acknowledgement> acknowledge(String taskId, ByteString uuid, Instant now) {
        Stream stream = streams.get(taskId);
        if (stream == null
                || paused
                || stream.held
                || !stream.pending.getFirst().getUuid().equals(uuid)) {
            return Optional.empty();
        }
        TaskStatus acknowledged = stream.pending.removeFirst();
        if (stream.pending.isEmpty()) {
            streams.remove(taskId);
            return Optional.of(new Acknowledgement(acknowledged, Optional.empty()));
        }
        stream.backoff = FIRST_RETRY;
        return Optional.of(new Acknowledgement(acknowledged, deliverHead(stream, now)));
    }

    /** The updates whose retry is due. */
    public List<TaskStatus> due(Instant now) {
        List<TaskStatus> due = new ArrayList<>();
        for (Stream stream : streams.values()) {
            if (!now.isBefore(stream.retryAt)) {
                stream.backoff = min(stream.backoff.multipliedBy(2), LONGEST_RETRY);
                deliverHead(stream, now).ifPresent(due::add);
            }
        }
        return due;
    }

    /** When the next retry is due. */
    public Optional<Instant> nextDue() {
        return streams.values().stream()
                .map(stream -> stream.retryAt)
                .filter(at -> at.isBefore(Instant.MAX))
                .min(Comparator.naturalOrder());
    }

    /** Pauses all streams: nothing is delivered, and acknowledgements are ignored. */
    public void pause() {
        paused = true;
        streams.values().forEach(stream -> stream.retryAt = Instant.MAX);
    }

    /** Resumes all streams: delivers what is unacknowledged at once, and resets the back-off. */
    public List<TaskStatus> resume(Instant now) {
        paused = false;
        List<TaskStatus> heads = new ArrayList<>();
        for (Stream stream : streams.values()) {
            stream.backoff = FIRST_RETRY;
            deliverHead(stream, now).ifPresent(heads::add);
        }
        return heads;
    }

    /** Pauses the stream of a task whose agent is unreachable: nothing is delivered, and acknowledgements are ignored. */
    public void hold(String taskId) {
        Stream stream = streams.get(taskId);
        if (stream != null) {
            stream.held = true;
            stream.retryAt = Instant.MAX;
        }
    }

    /** Resumes the stream of a task: returns its unacknowledged update, and resets the back-off. */
    public Optional<TaskStatus> release(String taskId, Instant now) {
        Stream stream = streams.get(taskId);
        if (stream == null || !stream.held) {
            return Optional.empty();
        }
        stream.held = false;
        stream.backoff = FIRST_RETRY;
        return deliverHead(stream, now);
    }

    /** Drops the stream of a task with all its updates. */
    public void drop(String taskId) {
        streams.remove(taskId);
    }

    private Optional<TaskStatus> deliverHead(Stream stream, Instant now) {
        if (paused || stream.held) {
            return Optional.empty();
        }
        stream.retryAt = now.plus(stream.backoff);
        return Optional.of(stream.pending.getFirst());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
