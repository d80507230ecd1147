package dev.isthmus.ecs.sdk;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.util.function.Consumer;

/** Makes calls of ECS without blocking. Errors of ECS and of the network are answers, not exceptions. */
public interface EcsCalls extends AutoCloseable {

    /**
     * Begins a call.
     *
     * @param then receives the answer once, on any thread and never within this method; not at all if this is closed before
     */
    <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then);

    /** Ends all calls, without answers. */
    @Override
    void close();
}
