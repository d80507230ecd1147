package dev.isthmus.ecs.sqs;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import java.util.List;
import java.util.function.Consumer;

/** The queue of events, asked without blocking. Its errors and those of the network are answers, not exceptions. */
public interface EventQueue extends AutoCloseable {

    /**
     * Begins to receive up to 10 messages, which nobody else receives for two minutes then. Where there are none it waits for them, up to 20 s.
     *
     * @param then receives the answer once, on any thread and never within this method; not at all if this is closed before
     */
    void receive(Consumer<Answer<List<QueueMessage>>> then);

    /**
     * Begins to delete messages.
     *
     * @param receipts from 1 to 10, as they came with the messages
     * @param then receives how many were deleted, as {@link #receive} says
     */
    void delete(List<String> receipts, Consumer<Answer<Integer>> then);

    /** Ends what has begun, without answers. */
    @Override
    void close();
}
