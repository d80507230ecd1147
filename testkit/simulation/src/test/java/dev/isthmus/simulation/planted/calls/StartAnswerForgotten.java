package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.function.Consumer;

/** The answer of every fifth start is forgotten: what is in flight stays there. */
public final class StartAnswerForgotten extends PassedCalls {

    private int starts;

    /** Over the real one. */
    public StartAnswerForgotten(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (call instanceof EcsCall.Start && ++starts % 5 == 0) {
            real.begin(call, forgotten -> {});
        } else {
            real.begin(call, then);
        }
    }
}
