package dev.isthmus.simulation.planted.queue;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.view.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A queue of events that is passed on, but for what a subclass makes of its messages. */
abstract class PassedQueue implements EventQueue {

    final EventQueue real;

    PassedQueue(EventQueue real) {
        this.real = real;
    }

    /** What the backend receives for these messages. */
    List<QueueMessage> received(List<QueueMessage> messages) {
        return messages.stream().map(this::changed).toList();
    }

    /** What is made of the view of a task. */
    TaskView changed(TaskView task) {
        return task;
    }

    private QueueMessage changed(QueueMessage message) {
        List<StateChange> changed = new ArrayList<>(1);
        message.change().match(new StateChange.Cases() {
            @Override
            public void task(StateChange.OfTask change) {
                changed.add(new StateChange.OfTask(
                        change.cluster(), PassedQueue.this.changed(change.task()), change.updatedAt()));
            }

            @Override
            public void instance(StateChange.OfInstance change) {
                changed.add(change);
            }

            @Override
            public void otherType(StateChange.OfOtherType change) {
                changed.add(change);
            }

            @Override
            public void unreadable(StateChange.Unreadable change) {
                changed.add(change);
            }
        });
        return new QueueMessage(message.id(), message.receipt(), message.bytes(), message.received(), changed.get(0));
    }

    /** The view with another version and last status. */
    static TaskView with(TaskView task, long version, String lastStatus) {
        return new TaskView(
                task.arn(),
                version,
                lastStatus,
                task.desiredStatus(),
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                task.containers(),
                task.health(),
                task.stopCode(),
                task.stoppedReason(),
                task.times(),
                task.members());
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        real.receive(answer -> then.accept(answer.map(this::received)));
    }

    @Override
    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        real.delete(receipts, then);
    }

    @Override
    public void close() {
        real.close();
    }
}
