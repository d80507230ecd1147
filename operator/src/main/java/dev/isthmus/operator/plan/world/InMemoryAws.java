package dev.isthmus.operator.plan.world;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A backend's way to a cluster in memory, in the thread and the time of its world. A call takes no time, and its answer is a step of its own. */
final class InMemoryAws implements AwsAccess {

    private final InMemoryEcs ecs;
    private final ProcessTime time;
    private final Consumer<EcsCall<?>> made;
    private final UnaryOperator<String> assumed;

    /**
     * Of a world.
     *
     * @param made told of each call that changes something and was answered well
     * @param assumed told of each definition that is asked for and is none of Isthmus's own; gives what is asked for in its place
     */
    InMemoryAws(InMemoryEcs ecs, ProcessTime time, Consumer<EcsCall<?>> made, UnaryOperator<String> assumed) {
        this.ecs = ecs;
        this.time = time;
        this.made = made;
        this.assumed = assumed;
    }

    @Override
    public EcsCalls ecs(BackendContext context, Target target, int places) {
        SdkCaller caller = new SdkCaller(target, context.settings().get(EcsSettings.ECS_FAILURES), ecs::client);
        return new EcsCalls() {
            @Override
            public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                var unused = time.after(Duration.ZERO, () -> {
                    Answer<T> answer = caller.call(here(call));
                    if (answer instanceof Answer.Ok<T> && isChange(call.operation())) {
                        made.accept(call);
                    }
                    then.accept(answer);
                });
            }

            @Override
            public void close() {
                caller.close();
            }
        };
    }

    @SuppressWarnings("unchecked") // A question is replaced by one of its own kind.
    private <T> EcsCall<T> here(EcsCall<T> call) {
        return call instanceof EcsCall.DescribeDefinition asked
                        && !asked.reference().startsWith(DefinitionContent.FAMILY_PREFIX)
                ? (EcsCall<T>) new EcsCall.DescribeDefinition(assumed.apply(asked.reference()))
                : call;
    }

    private static boolean isChange(EcsOperation operation) {
        return operation == EcsOperation.REGISTER_TASK_DEFINITION
                || operation == EcsOperation.RUN_TASK
                || operation == EcsOperation.START_TASK;
    }

    @Override
    public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
        return Optional.empty();
    }
}
