package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.control.ControlPlane;
import dev.isthmus.testkit.ecs.events.EventAccess;
import dev.isthmus.testkit.ecs.logs.LogLine;
import dev.isthmus.testkit.ecs.logs.LogsRim;
import dev.isthmus.testkit.ecs.logs.SentLines;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.runtime.ContainerEvents;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.runtime.RuntimeTimer;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.Task;

/** What owns the pure control plane: it gives it the time, and what it wants of the container runtime is done before a call returns. */
abstract class AccountShell implements ContainerEvents, EventAccess, LogsRim {
    private static final URI IN_MEMORY = URI.create("http://in-memory");

    private final ContainerRuntime runtime;
    private final RuntimeTimer timer;
    private Supplier<URI> endpoint = () -> IN_MEMORY;

    AccountShell(ContainerRuntime runtime, RuntimeTimer timer) {
        this.runtime = runtime;
        this.timer = timer;
    }

    /** The control plane of an account as the configuration has it, but for what {@link FakeEcsCluster#fill} puts into it. */
    static ControlPlane controlPlane(FakeEcsConfig config, Instant start) {
        List<String> clusters = new ArrayList<>(List.of(config.clusterName()));
        clusters.addAll(config.otherClusters());
        return new ControlPlane(
                new ModelSettings(
                        config.region(),
                        config.accountId(),
                        clusters,
                        config.pace(),
                        config.consistency(),
                        config.fargate(),
                        config.subnets(),
                        config.ipv6Subnets(),
                        config.dualStackSubnets(),
                        config.stopTimeout(),
                        config.stoppedTaskRetention(),
                        config.eventQueues(),
                        config.seed()),
                config.budgets(),
                start);
    }

    /** Where its server is, if it has one. */
    final void endpoint(Supplier<URI> known) {
        endpoint = known;
    }

    @Override
    public final URI queueEndpoint() {
        return endpoint.get();
    }

    @Override
    public final <T> T plane(BiFunction<Instant, ControlPlane, T> action) {
        return run(plane -> action.apply(now(), plane));
    }

    @Override
    public final <T> T ofStreams(BiFunction<Instant, SentLines, T> action) {
        return run(plane -> action.apply(now(), plane.logs()));
    }

    @Override
    public final Optional<List<LogLine>> printed(String group, String stream) {
        return call(model -> model.containerOfLog(group, stream))
                .map(container -> runtime.output(container.getKey())
                        .lines()
                        .map(line -> new LogLine(container.getValue(), line))
                        .toList());
    }

    @Override
    public final Optional<ServiceError> throttled(String operation) {
        return run(plane -> plane.throttled(now(), operation));
    }

    /** The time, steady. */
    abstract Instant now();

    /** Does something with the control plane, and then what follows from it. */
    abstract <T> T run(Function<ControlPlane, T> action);

    /** Does something with the model at the present time, and then what follows from it. */
    abstract <T> T call(Function<EcsModel, T> action);

    abstract void watch(Consumer<Task> watcher);

    /** A runtime may still report when the fake is closed; nobody listens then. */
    abstract boolean closed();

    @Override
    public void started(ContainerId container) {
        report(model -> model.containerStarted(container));
    }

    @Override
    public void exited(ContainerId container, int exitCode, Optional<String> reason) {
        report(model -> model.containerExited(container, exitCode, reason));
    }

    @Override
    public void failedToStart(ContainerId container, String reason) {
        report(model -> model.containerFailedToStart(container, reason));
    }

    @Override
    public void healthChecked(ContainerId container, boolean passed) {
        report(model -> model.containerChecked(container, passed));
    }

    private void report(Consumer<EcsModel> event) {
        if (!closed()) {
            call(model -> {
                event.accept(model);
                return true;
            });
        }
    }

    final void perform(Effect effect) {
        effect.match(
                start -> {
                    try {
                        runtime.start(start.launch(), this, timer);
                    } catch (RuntimeException e) {
                        failedToStart(start.launch().id(), "CannotStartContainerError: the runtime failed: " + e);
                    }
                },
                stop -> runtime.stop(stop.container()),
                forget -> runtime.forget(forget.taskArn()));
    }
}
