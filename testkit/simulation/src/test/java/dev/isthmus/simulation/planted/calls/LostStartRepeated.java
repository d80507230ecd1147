package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.function.Consumer;

/** A start whose answer was lost is made again at once. */
public final class LostStartRepeated extends PassedCalls {

    /** Over the real one. */
    public LostStartRepeated(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        real.begin(
                call,
                answer -> answer.match(then, failed -> {
                    if (call instanceof EcsCall.Start && failed.failure().lost()) {
                        real.begin(call, then);
                    } else {
                        then.accept(failed);
                    }
                }));
    }
}
