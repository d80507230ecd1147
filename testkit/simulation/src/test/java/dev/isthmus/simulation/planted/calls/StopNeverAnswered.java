package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.function.Consumer;

/** A stop is never sent, and never answered. */
public final class StopNeverAnswered extends PassedCalls {

    /** Over the real one. */
    public StopNeverAnswered(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (!(call instanceof EcsCall.Stop)) {
            real.begin(call, then);
        }
    }
}
