package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.function.Consumer;

/** Every seventh start waits four minutes in a queue that nobody looks at any more: a task that was given up starts after all. */
public final class StartHeldBeyondItsDeadline extends PassedCalls {

    private final ProcessTime process;
    private int starts;

    /** Over the real one. */
    public StartHeldBeyondItsDeadline(ProcessTime process, EcsCalls real) {
        super(real);
        this.process = process;
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (call instanceof EcsCall.Start && ++starts % 7 == 0) {
            var unused = process.after(Duration.ofMinutes(4), () -> real.begin(call, then));
        } else {
            real.begin(call, then);
        }
    }
}
