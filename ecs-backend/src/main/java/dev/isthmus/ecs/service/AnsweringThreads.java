package dev.isthmus.ecs.service;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few daemon threads that make blocking calls. Each call that is made is answered: whoever waits for an answer would else wait for ever. Used and closed by any thread;
 * none is started before it is needed, and none stays that is idle for long.
 */
public final class AnsweringThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweringThreads.class);

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    /**
     * None is started yet.
     *
     * @param name begins their names: {@code isthmus-events}
     * @param most the largest number of concurrent calls; further ones wait their turn
     */
    public AnsweringThreads(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a call made; does not block.
     *
     * @param operation what is called, for the log
     * @param call blocks; whatever it throws becomes an answer
     * @param then receives the answer once, on one of these threads; not at all if this is closed before
     */
    public <T> void ask(String operation, Supplier<Answer<T>> call, Consumer<Answer<T>> then) {
        try {
            threads.execute(() -> then.accept(answer(operation, call)));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, {} is not called", operation, e);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static <T> Answer<T> answer(String operation, Supplier<Answer<T>> call) {
        try {
            return call.get();
        } catch (Throwable e) {
            LOG.error("The call of {} failed; this is a fault of Isthmus or of this JVM", operation, e);
            return new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.MAYBE, e.toString()));
        }
    }

    /** Runs something else on one of them. */
    public void aside(Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("What was run beside calls failed; this is a fault of Isthmus", e);
                throw e;
            }
        });
    }

    /** Interrupts the calls that are being made; none is answered any more that has not begun. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
