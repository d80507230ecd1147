package dev.isthmus.testkit.memory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The launcher of a {@link MemoryBackend}. */
final class MemoryLauncher implements TaskLauncher {

    private static final String CLOSED = "the backend was closed meanwhile";

    private final MemoryCluster cluster;
    private final Outlet<Listener> outlet;
    private final Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
    private volatile @Nullable FrameworkId framework;

    MemoryLauncher(MemoryCluster cluster, ScheduledExecutorService scheduler) {
        this.cluster = cluster;
        this.outlet = new Outlet<>("the task launcher", scheduler);
    }

    @Override
    public void start(FrameworkId whose, Listener listener) {
        Objects.requireNonNull(whose, "framework");
        outlet.open(listener);
        framework = whose;
        cluster.watch(this);
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        outlet.requireOpen();
        Objects.requireNonNull(launch, "launch");
        return answered(cluster.launch(List.of(launch)), new LaunchOutcome.Unknown(CLOSED));
    }

    @Override
    public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        outlet.requireOpen();
        Objects.requireNonNull(group, "group");
        return answered(cluster.launch(group.members()), new LaunchOutcome.Unknown(CLOSED));
    }

    @Override
    public CompletionStage<StopOutcome> stop(LaunchId launch, String reason) {
        outlet.requireOpen();
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(reason, "reason");
        return answered(
                cluster.stop(launch, reason),
                new StopOutcome.Failed(new BackendFailure(BackendFailure.Category.TRANSIENT, CLOSED)));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list() {
        outlet.requireOpen();
        return answered(
                cluster.list(this)
                        .map(events -> events.stream().filter(this::isOurs).toList()),
                List.of());
    }

    /** The answer, or one that comes when this is closed. */
    private <T> CompletionStage<T> answered(Optional<T> answer, T ifClosed) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        answer.ifPresentOrElse(stage::complete, () -> unanswered.add(() -> stage.complete(ifClosed)));
        return stage.minimalCompletionStage();
    }

    @Override
    public Duration consistencyWindow() {
        return cluster.consistencyWindow();
    }

    private boolean isOurs(TaskEvent event) {
        return event.task().framework().equals(framework);
    }

    boolean isStarted() {
        return framework != null;
    }

    void tell(TaskEvent event) {
        if (isOurs(event)) {
            outlet.tell(listener -> listener.taskChanged(event));
        }
    }

    void recovered() {
        outlet.tell(Listener::recovered);
    }

    @Override
    public void close() {
        outlet.close();
        cluster.leave(this);
        for (Runnable left = unanswered.poll(); left != null; left = unanswered.poll()) {
            left.run();
        }
    }
}
