package dev.isthmus.ecs.sdk;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsCaller;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes blocking calls on a few daemon threads. */
public final class PooledCalls implements EcsCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PooledCalls.class);

    private final EcsCaller caller;
    private final ThreadPoolExecutor pool;

    /**
     * Creates it without threads; they are started when they are needed.
     *
     * @param caller makes the calls; closed with this
     * @param threads the largest number of concurrent calls
     */
    public PooledCalls(EcsCaller caller, int threads) {
        this.caller = caller;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "isthmus-ecs-call-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs something else on a thread for calls. */
    public void aside(Runnable task) {
        pool.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("What was run beside the calls of ECS failed; this is a fault of Isthmus", e);
                throw e;
            }
        });
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        try {
            pool.execute(() -> then.accept(answer(call)));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, {} is not called", call.operation().awsName(), e);
        }
    }

    /** Whatever is thrown becomes an answer: a caller without an answer would wait for ever. */
    @SuppressWarnings("CatchingUnchecked")
    private <T> Answer<T> answer(EcsCall<T> call) {
        try {
            return caller.call(call);
        } catch (Throwable e) {
            LOG.error(
                    "The call of {} failed; this is a fault of Isthmus or of this JVM",
                    call.operation().awsName(),
                    e);
            return new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.MAYBE, e.toString()));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        caller.close();
    }
}
