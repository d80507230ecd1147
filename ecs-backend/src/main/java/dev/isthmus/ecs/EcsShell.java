package dev.isthmus.ecs;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsCaller;
import dev.isthmus.ecs.call.EcsOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell around the engine: runs steps on the scheduler of the context, and blocking calls on a few daemon threads of its own. */
final class EcsShell implements Shell, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EcsShell.class);

    private final BackendContext context;
    private final EcsCaller caller;
    private final ThreadPoolExecutor pool;
    private final Map<EcsOperation, LongAdder> counts = new ConcurrentHashMap<>();

    EcsShell(BackendContext context, EcsCaller caller, int threads) {
        this.context = context;
        this.caller = caller;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "isthmus-ecs-call-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** The number of calls of each operation, by its name in the API. */
    Map<String, Long> counts() {
        Map<String, Long> counted = new TreeMap<>();
        counts.forEach((operation, count) -> counted.put(operation.awsName(), count.sum()));
        return counted;
    }

    /** Runs a task on a thread for calls. */
    void aside(Runnable task) {
        pool.execute(guarded(task));
    }

    /** Runs a step, unless the scheduler has been shut down. */
    void run(Runnable step) {
        try {
            context.scheduler().execute(guarded(step));
        } catch (RejectedExecutionException e) {
            LOG.debug("The scheduler is shut down, a step is dropped", e);
        }
    }

    @Override
    public Instant now() {
        return context.clock().instant();
    }

    @Override
    // The future only tells of the step's own end, and a step that fails is logged by itself.
    @SuppressWarnings("FutureReturnValueIgnored")
    public void after(Duration delay, Runnable step) {
        try {
            context.scheduler().schedule(guarded(step), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The scheduler is shut down, a step is dropped", e);
        }
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        counts.computeIfAbsent(call.operation(), operation -> new LongAdder()).increment();
        try {
            pool.execute(() -> {
                Answer<T> answer = answer(call);
                run(() -> then.accept(answer));
            });
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

    private static Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A step of the ECS backend failed; this is a fault of Isthmus", e);
                throw e;
            }
        };
    }

    @Override
    public void close() {
        pool.shutdownNow();
        caller.close();
    }
}
