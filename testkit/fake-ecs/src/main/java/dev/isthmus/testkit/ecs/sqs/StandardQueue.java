package dev.isthmus.testkit.ecs.sqs;

import dev.isthmus.testkit.ecs.account.EcsIds;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A standard queue: what is received and not deleted in time comes again. Pure: it is told the time. Not thread-safe. */
public final class StandardQueue {
    /** As SQS has them for a queue that is made without attributes. */
    public static final Duration VISIBILITY = Duration.ofSeconds(30);

    /** How long a message is kept. */
    public static final Duration RETENTION = Duration.ofDays(4);

    /** How many messages may be received and not deleted at once. */
    static final int MAX_IN_FLIGHT = 120_000;

    private static final Pattern HANDLE = Pattern.compile("[0-9]{1,18}\\.[0-9]{1,9}");

    private final EcsIds ids;
    private final Map<Long, KeptMessage> byOrder = new LinkedHashMap<>();
    private final NavigableMap<Long, KeptMessage> visible = new TreeMap<>();
    private final NavigableSet<KeptMessage> hidden =
            new TreeSet<>(Comparator.comparing((KeptMessage message) -> message.visibleAt)
                    .thenComparingLong(message -> message.order));
    private Optional<ServiceError> refusal = Optional.empty();
    private long sent;

    StandardQueue(long seed) {
        this.ids = new EcsIds(seed);
    }

    /** A message arrives, and can be received when the delay has passed. */
    public void send(Instant now, Duration delay, String body) {
        KeptMessage message = new KeptMessage(++sent, ids.uuid(), body, now.plus(delay));
        byOrder.put(message.order, message);
        put(now, message);
    }

    private void put(Instant now, KeptMessage message) {
        if (message.visibleAt.isAfter(now)) {
            hidden.add(message);
        } else {
            visible.put(message.order, message);
        }
    }

    /** Makes messages visible whose time has come, and forgets those that are too old. */
    void advance(Instant now) {
        while (!hidden.isEmpty() && !hidden.first().visibleAt.isAfter(now)) {
            KeptMessage next = hidden.first();
            hidden.remove(next);
            visible.put(next.order, next);
        }
        for (Iterator<KeptMessage> all = visible.values().iterator(); all.hasNext(); ) {
            KeptMessage oldest = all.next();
            if (oldest.sentAt.plus(RETENTION).isAfter(now)) {
                return;
            }
            all.remove();
            byOrder.remove(oldest.order);
        }
    }

    /** At most so many messages, which are hidden from others for that time. */
    public List<ReceivedMessage> receive(Instant now, int most, Duration visibility) {
        advance(now);
        List<KeptMessage> taken = new ArrayList<>();
        List<ReceivedMessage> received = new ArrayList<>();
        while (received.size() < most && !visible.isEmpty()) {
            KeptMessage message = visible.pollFirstEntry().getValue();
            message.receives++;
            message.firstReceivedAt = message.firstReceivedAt.or(() -> Optional.of(now));
            message.visibleAt = now.plus(visibility);
            taken.add(message);
            received.add(new ReceivedMessage(
                    message.id,
                    message.handle(),
                    message.body,
                    message.sentAt,
                    message.firstReceivedAt.orElse(now),
                    message.receives));
        }
        // Only now: one that is not hidden at all would be taken again.
        taken.forEach(message -> put(now, message));
        return received;
    }

    /** What of a message is known by a handle. */
    enum Handle {
        /** It is of no message that was ever received here. */
        INVALID,
        /** It was received again since, or is gone. */
        OUTDATED,
        /** It is that of its last receive. */
        CURRENT
    }

    /** The number of the message that a handle is of; 0 if it is of none. */
    private static long orderOf(String handle) {
        return HANDLE.matcher(handle).matches() ? Long.parseLong(handle.substring(0, handle.indexOf('.'))) : 0;
    }

    private Handle handle(String handle) {
        long order = orderOf(handle);
        if (order < 1 || order > sent) {
            return Handle.INVALID;
        }
        KeptMessage message = byOrder.get(order);
        return message != null && message.handle().equals(handle) ? Handle.CURRENT : Handle.OUTDATED;
    }

    /** Deletes a message by the handle of its last receive; an older handle deletes nothing, and is not refused. */
    Handle delete(String handle) {
        Handle known = handle(handle);
        KeptMessage message = known == Handle.CURRENT ? byOrder.remove(orderOf(handle)) : null;
        if (message != null) {
            hidden.remove(message);
            visible.remove(message.order);
        }
        return known;
    }

    /** Deletes a message by the handle of its last receive; whether there was one. */
    public boolean deleted(String handle) {
        return delete(handle) == Handle.CURRENT;
    }

    /** Calls of it are refused from now on. */
    public void refuse(String type, String message) {
        refusal = Optional.of(ServiceError.of(type, message));
    }

    /** Calls of it are answered. */
    public void serve() {
        refusal = Optional.empty();
    }

    /** Why its calls are refused, if they are. */
    Optional<ServiceError> refusal() {
        return refusal;
    }

    /** Hides a message that was received for so long from now; false if it is not in flight. */
    boolean changeVisibility(Instant now, String handle, Duration visibility) {
        advance(now);
        KeptMessage message = handle(handle) == Handle.CURRENT ? byOrder.get(orderOf(handle)) : null;
        if (message == null || !hidden.remove(message)) {
            return false;
        }
        message.visibleAt = now.plus(visibility);
        put(now, message);
        return true;
    }

    boolean isInvalid(String handle) {
        return handle(handle) == Handle.INVALID;
    }

    /** How many can be received. */
    public int waiting(Instant now) {
        advance(now);
        return visible.size();
    }

    /** How many are received and not deleted. */
    public int inFlight(Instant now) {
        advance(now);
        return (int) hidden.stream().filter(message -> message.receives > 0).count();
    }

    /** How many are not to be received yet. */
    int delayed(Instant now) {
        advance(now);
        return hidden.size() - inFlight(now);
    }

    /** All messages are gone. */
    public void purge() {
        byOrder.clear();
        visible.clear();
        hidden.clear();
    }

    /** When one that was hidden as of the last call can be received, if nobody deletes it before. */
    public Optional<Instant> nextVisible() {
        return hidden.isEmpty() ? Optional.empty() : Optional.of(hidden.first().visibleAt);
    }
}
