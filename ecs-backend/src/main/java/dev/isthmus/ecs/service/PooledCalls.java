package dev.isthmus.ecs.service;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsCaller;
import dev.isthmus.ecs.sdk.EcsCalls;
import java.util.function.Consumer;

/** Makes blocking calls of ECS on a few daemon threads. */
public final class PooledCalls implements EcsCalls {

    private final EcsCaller caller;
    private final AnsweringThreads threads;

    /**
     * Creates it without threads; they are started when they are needed.
     *
     * @param caller makes the calls; closed with this
     * @param most the largest number of concurrent calls
     */
    public PooledCalls(EcsCaller caller, int most) {
        this.caller = caller;
        this.threads = new AnsweringThreads("isthmus-ecs-call", most);
    }

    /** Runs something else on a thread for calls. */
    public void aside(Runnable task) {
        threads.aside(task);
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        threads.ask(call.operation().awsName(), () -> caller.call(call), then);
    }

    @Override
    public void close() {
        threads.close();
        caller.close();
    }
}
