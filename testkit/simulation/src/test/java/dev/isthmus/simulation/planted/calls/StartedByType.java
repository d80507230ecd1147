package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.function.Consumer;

/** Tasks are started on an instance of a capacity provider by launch type, so that they do not count for the provider. */
public final class StartedByType extends PassedCalls {

    /** Over the real one. */
    public StartedByType(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        real.begin(call instanceof EcsCall.Start start ? (EcsCall<T>) byType(start.request()) : call, then);
    }

    private static EcsCall.Start byType(StartRequest request) {
        InstanceBinding pin = request.pin()
                .fold(
                        byConstraint -> new InstanceBinding.ByConstraint(byConstraint.machineId()),
                        byName -> byName,
                        onFargate -> onFargate,
                        byProvider -> byProvider);
        return new EcsCall.Start(new StartRequest(
                pin,
                request.definitionArn(),
                request.parts(),
                request.surroundings(),
                request.startedBy(),
                request.token()));
    }
}
