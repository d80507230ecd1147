package dev.isthmus.testkit.ecs.events;

import dev.isthmus.testkit.ecs.sqs.ReceivedMessage;
import dev.isthmus.testkit.ecs.sqs.StandardQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A queue of SQS that events go to, as its operator has it in hand, and its consumer without a wire. As thread-safe as the fake is. */
public final class FakeQueue {
    private final EventAccess access;
    private final String accountId;
    private final String name;

    FakeQueue(EventAccess access, String accountId, String name) {
        this.access = access;
        this.accountId = accountId;
        this.name = name;
    }

    /** What clients know it by. */
    public String url() {
        return access.queueEndpoint() + "/" + accountId + "/" + name;
    }

    // What happens to it

    /** Makes it, empty, and events go to it from now on. */
    public void create() {
        access.plane((now, plane) -> {
            plane.tellEvents();
            plane.queues().add(name);
            return true;
        });
    }

    /** It is not there any more, and all that was in it is lost. */
    public void remove() {
        access.plane((now, plane) -> {
            plane.queues().remove(name);
            return true;
        });
    }

    /** All that is in it is lost. */
    public void purge() {
        with((now, queue) -> {
            queue.purge();
            return true;
        });
    }

    /** Somebody sends a message, an event or not. */
    public void send(String body) {
        with((now, queue) -> {
            queue.send(now, Duration.ZERO, body);
            return true;
        });
    }

    /**
     * Its calls are refused from now on, as in {@code AccessDeniedException}, {@code KmsAccessDenied} or {@code RequestThrottled}.
     *
     * @param type what clients read as the type of the error
     */
    public void refuse(String type, String message) {
        with((now, queue) -> {
            queue.refuse(type, message);
            return true;
        });
    }

    /** Its calls are answered again. */
    public void serve() {
        with((now, queue) -> {
            queue.serve();
            return true;
        });
    }

    // What is in it

    /** How many messages can be received now. */
    public int waiting() {
        return with((now, queue) -> queue.waiting(now));
    }

    /** How many are received and neither deleted nor back. */
    public int inFlight() {
        return with((now, queue) -> queue.inFlight(now));
    }

    /** When the next message can be received that cannot be now, unless it is deleted before; empty if there is none. */
    public Optional<Instant> nextVisible() {
        return with((now, queue) -> {
            queue.waiting(now);
            return queue.nextVisible();
        });
    }

    // A consumer

    /** Receives what is there, at most so many, which are hidden for that time; does not wait. */
    public List<ReceivedMessage> receive(int most, Duration visibility) {
        return with((now, queue) -> queue.receive(now, most, visibility));
    }

    /** Deletes a message by the handle of its last receive; false if it is of none that is there. */
    public boolean delete(String handle) {
        return with((now, queue) -> queue.deleted(handle));
    }

    private <T> T with(BiFunction<Instant, StandardQueue, T> action) {
        return access.plane((now, plane) -> action.apply(
                now,
                plane.queues()
                        .named(name)
                        .orElseThrow(() -> new IllegalStateException(
                                "There is no queue '" + name + "': name it in the configuration, or create it"))));
    }
}
