package dev.isthmus.ecs.sqs;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.service.AnsweringThreads;
import java.util.List;
import java.util.function.Consumer;

/** Asks SQS on a few daemon threads of its own, so that calls of ECS do not wait for it. */
public final class SqsEventQueue implements EventQueue {

    /** Four receives at once at most, and a delete beside them. */
    public static final int THREADS = 5;

    private final SqsCalls sqs;
    private final AnsweringThreads threads = new AnsweringThreads("isthmus-events", THREADS);

    /**
     * Creates it without connecting; threads are started when they are needed.
     *
     * @param target provides credentials, and the region where the URL names none
     * @param rim the timeout of a call beyond the wait for messages, and the rest of how it is sent
     */
    public SqsEventQueue(QueueUrl queue, Target target, SignedPost.Rim rim) {
        this.sqs = new SqsCalls(queue, target, rim);
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        threads.ask(SqsCalls.RECEIVE, sqs::receive, then);
    }

    @Override
    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        threads.ask(SqsCalls.DELETE, () -> sqs.delete(receipts), then);
    }

    @Override
    public void close() {
        threads.close();
        sqs.close();
    }
}
