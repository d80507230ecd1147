package dev.isthmus.simulation.planted.queue;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.List;
import java.util.function.Consumer;

/** Messages are deleted when they have come, and not when what they tell has been applied. */
public final class DeletedBeforeApplied extends PassedQueue {

    /** Over the real one. */
    public DeletedBeforeApplied(ProcessTime process, EventQueue real) {
        super(real);
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        real.receive(answer -> {
            List<String> receipts = answer.fold(
                    ok -> ok.value().stream().map(QueueMessage::receipt).toList(), failed -> List.of());
            if (receipts.isEmpty()) {
                then.accept(answer);
            } else {
                real.delete(receipts, deleted -> then.accept(answer));
            }
        });
    }

    @Override
    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        then.accept(new Answer.Ok<>(receipts.size()));
    }
}
