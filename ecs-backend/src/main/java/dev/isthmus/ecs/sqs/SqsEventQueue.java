package dev.isthmus.ecs.sqs;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks SQS on a few daemon threads of its own, so that calls of ECS do not wait for it. */
public final class SqsEventQueue implements EventQueue {

    /** Four receives at once at most, and a delete beside them. */
    public static final int THREADS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SqsEventQueue.class);

    private final SqsCalls sqs;
    private final ThreadPoolExecutor threads;

    /**
     * Creates it without connecting; threads are started when they are needed.
     *
     * @param target provides credentials, and the region where the URL names none
     * @param rim the timeout of a call beyond the wait for messages, and the rest of how it is sent
     */
    public SqsEventQueue(QueueUrl queue, Target target, SignedPost.Rim rim) {
        this.sqs = new SqsCalls(queue, target, rim);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "isthmus-events-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void receive(Consumer<Answer<List<QueueMessage>>> then) {
        run(sqs::receive, then);
    }

    @Override
    public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
        run(() -> sqs.delete(receipts), then);
    }

    private <T> void run(Supplier<Answer<T>> call, Consumer<Answer<T>> then) {
        try {
            threads.execute(() -> then.accept(answer(call)));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, SQS is not asked", e);
        }
    }

    /** Whatever is thrown becomes an answer: who waits for one would receive nothing any more. */
    @SuppressWarnings("CatchingUnchecked")
    private static <T> Answer<T> answer(Supplier<Answer<T>> call) {
        try {
            return call.get();
        } catch (Throwable e) {
            LOG.error("A call of SQS failed; this is a fault of Isthmus or of this JVM", e);
            return new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.MAYBE, e.toString()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sqs.close();
    }
}
