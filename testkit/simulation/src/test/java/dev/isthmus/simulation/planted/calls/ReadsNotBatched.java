package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.List;
import java.util.function.Consumer;

/** Each task is looked at by a call of its own, which nobody has counted. */
public final class ReadsNotBatched extends PassedCalls {

    /** Over the real one. */
    public ReadsNotBatched(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        real.begin(call, then);
        if (call instanceof EcsCall.DescribeTasks read) {
            read.arns().stream()
                    .skip(1)
                    .forEach(arn -> real.begin(new EcsCall.DescribeTasks(List.of(arn)), alone -> {}));
        }
    }
}
