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
import java.util.TreeSet;

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
        /** The how many-th stream it is. */
        private final long order;

        private final Deque<TaskStatus> pending = new ArrayDeque<>();
        private Duration backoff = FIRST_RETRY;
        private Instant retryAt = Instant.MAX;
        /** Whether the agent that has it cannot be reached. */
        private boolean held;

        Stream(long order) {
            this.order = order;
        }
    }

    /**
     * An acknowledgement that counted.
     *
     * @param acknowledged the update that need not be delivered again
     * @param next what is to be delivered now, if anything
     */
    public record Acknowledgement(TaskStatus acknowledged, Optional<TaskStatus> next) {}

    private static final Comparator<Stream> BY_ORDER = Comparator.comparingLong(stream -> stream.order);

    private final Map<String, Stream> streams = new LinkedHashMap<>();
    /** Those that have a retry, by its time. */
    private final TreeSet<Stream> retries = new TreeSet<>(
            Comparator.<Stream, Instant>comparing(stream -> stream.retryAt).thenComparing(BY_ORDER));

    private long made;
    private boolean paused;

    /** Appends an update to the stream of its task; returns it if it is to be delivered at once. */
    public Optional<TaskStatus> append(TaskStatus update, Instant now) {
        Stream stream = streams.computeIfAbsent(update.getTaskId().getValue(), id -> new Stream(made++));
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
            drop(taskId);
            return Optional.of(new Acknowledgement(acknowledged, Optional.empty()));
        }
        stream.backoff = FIRST_RETRY;
        return Optional.of(new Acknowledgement(acknowledged, deliverHead(stream, now)));
    }

    /** The updates whose retry is due, by the age of their streams. */
    public List<TaskStatus> due(Instant now) {
        if (retries.isEmpty() || now.isBefore(retries.first().retryAt)) {
            return List.of();
        }
        List<Stream> streamsDue = new ArrayList<>();
        for (Stream stream : retries) {
            if (now.isBefore(stream.retryAt)) {
                break;
            }
            streamsDue.add(stream);
        }
        streamsDue.sort(BY_ORDER);
        List<TaskStatus> due = new ArrayList<>();
        for (Stream stream : streamsDue) {
            stream.backoff = min(stream.backoff.multipliedBy(2), LONGEST_RETRY);
            deliverHead(stream, now).ifPresent(due::add);
        }
        return due;
    }

    /** When the next retry is due. */
    public Optional<Instant> nextDue() {
        return retries.isEmpty() ? Optional.empty() : Optional.of(retries.first().retryAt);
    }

    /** The last update of a task that is not acknowledged, delivered or not; empty if there is none. */
    public Optional<TaskStatus> last(String taskId) {
        return Optional.ofNullable(streams.get(taskId)).map(stream -> stream.pending.getLast());
    }

    /** Pauses all streams: nothing is delivered, and acknowledgements are ignored. */
    public void pause() {
        paused = true;
        retries.clear();
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
            retries.remove(stream);
        }
    }

    /** Whether a task has updates that are not delivered because its agent is unreachable. */
    public boolean isHeld(String taskId) {
        Stream stream = streams.get(taskId);
        return stream != null && stream.held;
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
        Stream dropped = streams.remove(taskId);
        if (dropped != null) {
            retries.remove(dropped);
        }
    }

    private Optional<TaskStatus> deliverHead(Stream stream, Instant now) {
        if (paused || stream.held) {
            return Optional.empty();
        }
        retries.remove(stream);
        stream.retryAt = now.plus(stream.backoff);
        retries.add(stream);
        return Optional.of(stream.pending.getFirst());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
