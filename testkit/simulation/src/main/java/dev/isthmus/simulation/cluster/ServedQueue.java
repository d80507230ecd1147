package dev.isthmus.simulation.cluster;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.testkit.ecs.events.FakeQueue;
import dev.isthmus.testkit.ecs.sqs.ReceivedMessage;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A queue of events as SQS serves it: a receive waits for messages, for 20 s, and those who wait are served in the order in which they came. */
final class ServedQueue {

    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration HIDDEN = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST = 10;

    private final FakeQueue queue;
    private final ReadEvents events;
    private final ManualClock clock;
    private final Queue<Receive> waiting = new ArrayDeque<>();
    private Optional<CallFailure> refusal = Optional.empty();
    private ManualClock.@Nullable Timer wake;
    private boolean shared;

    /** Who waits, until when, and whether anybody is there to be answered. */
    private record Receive(BooleanSupplier isThere, Instant until, Consumer<Answer<List<ReceivedMessage>>> then) {}

    /**
     * Makes the queue, empty.
     *
     * @param events what is read of those that all queues have in common
     */
    ServedQueue(FakeQueue queue, ReadEvents events, ManualClock clock) {
        this.queue = queue;
        this.events = events;
        this.clock = clock;
        queue.create();
    }

    // Its consumers.

    /** A receive arrives; whoever has gone away meanwhile is not served. */
    void receive(BooleanSupplier isThere, Consumer<Answer<List<ReceivedMessage>>> then) {
        waiting.add(new Receive(isThere, clock.steady().plus(LONG_POLL), then));
        serve();
    }

    /** What a message says. */
    QueueMessage read(ReceivedMessage message) {
        return events.read(message);
    }

    /** A delete arrives. */
    void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        then.accept(
                refusal.<Answer<Integer>>map(Answer.Failed::new).orElseGet(() -> new Answer.Ok<>(deleted(receipts))));
    }

    private int deleted(List<String> receipts) {
        return (int) receipts.stream().filter(queue::delete).count();
    }

    /** Something may have come, or has changed. */
    void serve() {
        waiting.removeIf(receive -> !receive.isThere().getAsBoolean());
        while (!waiting.isEmpty()) {
            List<ReceivedMessage> messages = refusal.isPresent() ? List.of() : queue.receive(MOST, HIDDEN);
            boolean isOver = !clock.steady().isBefore(waiting.element().until());
            if (messages.isEmpty() && refusal.isEmpty() && !isOver) {
                break;
            }
            waiting.remove()
                    .then()
                    .accept(refusal.<Answer<List<ReceivedMessage>>>map(Answer.Failed::new)
                            .orElseGet(() -> new Answer.Ok<>(messages)));
        }
        plan();
    }

    private void plan() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        if (!waiting.isEmpty()) {
            Instant end = waiting.element().until();
            Instant next = queue.nextVisible().filter(end::isAfter).orElse(end);
            Instant now = clock.steady();
            wake = clock.after(next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO, this::serve);
        }
    }

    // What happens to it.

    /** Calls are refused for this reason, or are not any more. */
    void refuse(Optional<CallFailure> why) {
        refusal = why;
        serve();
    }

    /** It is not there any more, and all that was in it is lost. */
    void remove(CallFailure why) {
        refuse(Optional.of(why));
        queue.remove();
    }

    /** It is there again, empty. */
    void restore() {
        queue.create();
        refuse(Optional.empty());
    }

    /** All that is in it is lost. */
    void purge() {
        if (refusal.isEmpty()) {
            queue.purge();
        }
    }

    /** Somebody else receives from it, too, and deletes what comes; or nobody any more. */
    void share(boolean isShared) {
        boolean begins = isShared && !shared;
        shared = isShared;
        if (begins) {
            takeByOthers();
        }
    }

    private void takeByOthers() {
        receive(() -> shared, answer -> {
            answer.match(ok -> ok.value().forEach(message -> queue.delete(message.handle())), failed -> {});
            clock.after(answer.problem().isPresent() ? AGAIN : Duration.ofMillis(1), () -> {
                if (shared) {
                    takeByOthers();
                }
            });
        });
    }
}
