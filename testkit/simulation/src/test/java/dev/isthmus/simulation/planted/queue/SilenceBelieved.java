package dev.isthmus.simulation.planted.queue;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A queue that does not answer is taken for one in which there is nothing. */
public final class SilenceBelieved extends PassedQueue {

    /** As long as a receive takes in which nothing comes. */
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    private final ProcessTime process;

    /** Over the real one. */
    public SilenceBelieved(ProcessTime process, EventQueue real) {
        super(real);
        this.process = process;
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        real.receive(answer -> {
            if (answer.problem().isEmpty()) {
                then.accept(answer);
            } else {
                var unused = process.after(LONG_POLL, () -> then.accept(new Answer.Ok<>(List.of())));
            }
        });
    }
}
