package dev.isthmus.simulation;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import java.util.function.Consumer;

/** Calls to ECS that are passed on, but for what a subclass does to them. */
public abstract class PassedCalls implements EcsCalls {

    protected final EcsCalls real;

    protected PassedCalls(EcsCalls real) {
        this.real = real;
    }

    /** The answer of a call, made by whoever knows its type. */
    @SuppressWarnings("unchecked")
    protected static <T> Answer<T> as(Answer<?> answer) {
        return (Answer<T>) answer;
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        real.begin(call, answer -> then.accept(answered(call, answer)));
    }

    /** What the backend is told of an answer. */
    protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
        return answer;
    }

    @Override
    public void close() {
        real.close();
    }
}
