package dev.isthmus.ecs;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.sdk.EcsCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell around the engine: runs steps on the scheduler of the context. */
final class EcsShell implements Shell, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EcsShell.class);

    private final BackendContext context;
    private final EcsCalls calls;
    private final Map<EcsOperation, LongAdder> counts = new ConcurrentHashMap<>();

    EcsShell(BackendContext context, EcsCalls calls) {
        this.context = context;
        this.calls = calls;
    }

    /** The number of calls of each operation, by its name in the API. */
    Map<String, Long> counts() {
        Map<String, Long> counted = new TreeMap<>();
        counts.forEach((operation, count) -> counted.put(operation.awsName(), count.sum()));
        return counted;
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
        calls.begin(call, answer -> run(() -> then.accept(answer)));
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
        calls.close();
    }
}
