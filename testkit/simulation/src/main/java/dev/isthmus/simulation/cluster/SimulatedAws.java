package dev.isthmus.simulation.cluster;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.time.ManualClock;
import java.util.Optional;
import java.util.function.Consumer;

/** How a driver of a world reaches AWS. */
public final class SimulatedAws implements AwsAccess {

    private final DriverLife life;
    private final ProcessTime process;
    private final CallPoints points;
    private final ManualClock clock;
    private final EcsNetwork network;
    private final Draws draws;
    private final Observer observer;
    private final Trace trace;

    /** For one life of a driver. */
    public SimulatedAws(
            DriverLife life,
            ProcessTime process,
            CallPoints points,
            ManualClock clock,
            EcsNetwork network,
            Draws draws,
            Observer observer,
            Trace trace) {
        this.life = life;
        this.process = process;
        this.points = points;
        this.clock = clock;
        this.network = network;
        this.draws = draws;
        this.observer = observer;
        this.trace = trace;
    }

    @Override
    public EcsCalls ecs(BackendContext context, Target target, int places) {
        return new DriverCalls(
                life,
                process,
                points,
                clock,
                network,
                draws.of("ecs"),
                context.fence(),
                context.settings().get(EcsSettings.CALL_TIMEOUT),
                context.settings().get(EcsSettings.ECS_FAILURES),
                target,
                observer,
                trace);
    }

    @Override
    public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
        Draws own = draws.of("ec2");
        return Optional.of((machines, then) ->
                network.lookUp(machines, own, process, answer -> steps.accept(() -> then.accept(answer))));
    }

    @Override
    public Optional<EventQueue> events(BackendContext context, Target target) {
        return context.settings()
                .get(QueueUrl.EVENTS)
                .map(url -> new DriverQueue(
                        life,
                        process,
                        points,
                        clock,
                        network,
                        draws.of("sqs"),
                        context.fence(),
                        context.settings().get(EcsSettings.CALL_TIMEOUT),
                        observer,
                        trace));
    }
}
