package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.function.Consumer;

/** A stop is answered as accepted, and never sent. */
public final class StopNotSent extends PassedCalls {

    private final ProcessTime process;

    /** Over the real one. */
    public StopNotSent(ProcessTime process, EcsCalls real) {
        super(real);
        this.process = process;
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (call instanceof EcsCall.Stop) {
            var unused = process.after(Duration.ofMillis(20), () -> then.accept(as(new Answer.Ok<>(true))));
        } else {
            real.begin(call, then);
        }
    }
}
