package dev.isthmus.simulation.cluster;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.ecs.sqs.ReceivedMessage;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The queue of events as one life of a driver reaches it: the reader of messages is the real one, and the fence is asked before a request leaves, as it is over HTTP. */
final class DriverQueue implements EventQueue {

    private static final Duration LEAVES_WITHIN = Duration.ofMillis(40);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    private final DriverLife life;
    private final ProcessTime process;
    private final CallPoints points;
    private final ManualClock clock;
    private final EcsNetwork network;
    private final ServedQueue queue;
    private final Draws draws;
    private final Fence fence;
    private final Duration timeout;
    private final Observer observer;
    private final Trace trace;
    /** The tasks that messages tell the end of, by receipt. */
    private final Map<String, String> ends = new HashMap<>();

    private boolean closed;

    DriverQueue(
            DriverLife life,
            ProcessTime process,
            CallPoints points,
            ManualClock clock,
            EcsNetwork network,
            Draws draws,
            Fence fence,
            Duration timeout,
            Observer observer,
            Trace trace) {
        this.life = life;
        this.process = process;
        this.points = points;
        this.clock = clock;
        this.network = network;
        this.queue = network.queue(life.framework());
        this.draws = draws;
        this.fence = fence;
        this.timeout = timeout.plus(LONG_POLL);
        this.observer = observer;
        this.trace = trace;
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        this.<List<ReceivedMessage>>begin(
                "ReceiveMessage", answer -> queue.receive(() -> !process.isDead() && !closed, answer), answer -> {
                    Answer<List<QueueMessage>> read = answer.map(
                            messages -> messages.stream().map(this::read).toList());
                    trace.add(
                            Column.BACKEND,
                            life.toString(),
                            "ReceiveMessage",
                            read.fold(
                                    ok -> ok.value().size() + " messages",
                                    failed -> failed.failure().category().name()));
                    then.accept(read);
                });
    }

    private QueueMessage read(ReceivedMessage message) {
        QueueMessage read = queue.read(message);
        if (read.change() instanceof StateChange.OfTask ofTask && ofTask.task().stopped()) {
            ends.put(message.handle(), ofTask.task().arn());
        }
        return read;
    }

    @Override
    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        begin(
                "DeleteMessageBatch",
                answer -> queue.delete(receipts, deleted -> {
                    if (deleted.problem().isEmpty()) {
                        receipts.stream()
                                .flatMap(receipt -> Stream.ofNullable(ends.remove(receipt)))
                                .forEach(task -> observer.endDeleted(life, task));
                    }
                    answer.accept(deleted);
                }),
                then);
    }

    private <T> void begin(String operation, Consumer<Consumer<Answer<T>>> service, Consumer<Answer<T>> then) {
        if (closed || process.isDead()) {
            return;
        }
        process.after(draws.upTo(LEAVES_WITHIN), () -> {
            Standing standing = fence.standing();
            if (standing != Standing.STANDS) {
                answer(then, failed(Category.DENIED, operation + " was not sent: the fence says " + standing));
            } else if (points.leaves()) {
                send(service, then);
            }
        });
    }

    private <T> void send(Consumer<Consumer<Answer<T>>> service, Consumer<Answer<T>> then) {
        boolean[] over = new boolean[1];
        Consumer<Answer<T>> first = answer -> {
            if (!over[0]) {
                over[0] = true;
                process.now(() -> answer(then, answer));
            }
        };
        ManualClock.Timer limit = clock.after(timeout, () -> first.accept(failed(Category.TRANSIENT, "timed out")));
        network.carry(
                draws,
                service,
                answer -> {
                    limit.cancel();
                    first.accept(answer);
                },
                why -> {
                    limit.cancel();
                    first.accept(failed(Category.TRANSIENT, String.valueOf(why.getMessage())));
                });
    }

    private static <T> Answer<T> failed(Category category, String why) {
        return new Answer.Failed<>(CallFailure.of(category, "", CallFailure.Done.NO, why));
    }

    private <T> void answer(Consumer<Answer<T>> then, Answer<T> answer) {
        if (!closed) {
            then.accept(answer);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
