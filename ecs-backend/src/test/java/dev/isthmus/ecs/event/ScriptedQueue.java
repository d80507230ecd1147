package dev.isthmus.ecs.event;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.step.Rig;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A queue whose messages come, are lost, come twice and out of order as a test says; each is hidden for two minutes when it was received. */
public final class ScriptedQueue {

    public static final String CLUSTER = "arn:aws:ecs:us-east-1:1:cluster/c";

    private static final Duration LATENCY = Duration.ofMillis(10);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration HIDDEN = Duration.ofMinutes(2);
    private static final int BATCH = 10;

    /** After which times each message comes: once at once, unless a test says otherwise. */
    public Function<StateChange, List<Duration>> deliveries = change -> List.of(Duration.ZERO);
    /** Why nothing can be received. */
    public Optional<CallFailure> refusal = Optional.empty();
    /** Whether it answers at once though there is nothing, as some servers do. */
    public boolean impatient;
    /** Told of each message that is deleted, before it is. */
    public Consumer<StateChange> deletions = change -> {};

    public int receives;
    public int deletes;

    private final Rig rig;
    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int sent;

    private static final class Stored {

        private final StateChange change;
        private Instant visible;
        private int received;

        Stored(StateChange change, Instant visible) {
            this.change = change;
            this.visible = visible;
        }
    }

    private record Waiting(Consumer<Answer<List<QueueMessage>>> then) {}

    public ScriptedQueue(Rig rig) {
        this.rig = rig;
    }

    /** What an event says of a task, which has no health. */
    public static StateChange.OfTask event(TaskView task) {
        List<ContainerView> containers = task.containers().stream()
                .map(each -> new ContainerView(
                        each.name(),
                        each.exitCode(),
                        each.reason(),
                        each.addresses(),
                        each.ports(),
                        TaskView.HEALTH_UNTOLD,
                        each.fetches()))
                .toList();
        TaskView heard = new TaskView(
                task.arn(),
                task.version(),
                task.lastStatus(),
                task.desiredStatus(),
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                containers,
                TaskView.HEALTH_UNTOLD,
                task.stopCode(),
                task.stoppedReason(),
                task.times(),
                task.members());
        return new StateChange.OfTask(CLUSTER, heard, Optional.empty());
    }

    public static StateChange.OfInstance event(String instance, long version, String status) {
        return new StateChange.OfInstance(CLUSTER, instance, version, status, Optional.empty());
    }

    /** Sends an event, which comes as often and as late as the test says. */
    public void send(StateChange change) {
        for (Duration delay : deliveries.apply(change)) {
            rig.in(delay, () -> arrived(change));
        }
    }

    private void arrived(StateChange change) {
        sent++;
        messages.put("m-" + sent, new Stored(change, rig.now()));
        serve();
    }

    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        receives++;
        if (refusal.isPresent()) {
            CallFailure why = refusal.get();
            rig.in(LATENCY, () -> then.accept(new Answer.Failed<>(why)));
            return;
        }
        Waiting one = new Waiting(then);
        waiting.add(one);
        serve();
        rig.in(impatient ? LATENCY : LONG_POLL, () -> {
            if (waiting.remove(one)) {
                then.accept(new Answer.Ok<>(List.of()));
            }
        });
    }

    private void serve() {
        while (!waiting.isEmpty()) {
            List<QueueMessage> batch = new ArrayList<>();
            messages.forEach((id, message) -> {
                if (batch.size() < BATCH && !message.visible.isAfter(rig.now())) {
                    message.visible = rig.now().plus(HIDDEN);
                    message.received++;
                    batch.add(new QueueMessage(id, id + "/" + message.received, 100, message.received, message.change));
                    rig.in(HIDDEN, this::serve);
                }
            });
            if (batch.isEmpty()) {
                return;
            }
            Waiting one = waiting.remove(0);
            rig.in(LATENCY, () -> one.then().accept(new Answer.Ok<>(batch)));
        }
    }

    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        deletes++;
        if (receipts.isEmpty() || receipts.size() > BATCH) {
            throw new AssertionError(receipts);
        }
        rig.in(LATENCY, () -> {
            for (String receipt : receipts) {
                Stored gone = messages.remove(receipt.replaceFirst("/.*", ""));
                if (gone != null) {
                    deletions.accept(gone.change);
                }
            }
            then.accept(new Answer.Ok<>(receipts.size()));
        });
    }

    /** How many messages are there, received or not. */
    public int left() {
        return messages.size();
    }
}
