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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;

/** The launcher of a {@link MemoryBackend}. */
final class MemoryLauncher implements TaskLauncher {

    private static final String OVER = "the framework was forgotten, or the backend closed, meanwhile";

    private final Object lock = new Object();
    private final MemoryCluster cluster;
    private final ScheduledExecutorService scheduler;
    private final Map<FrameworkId, Watch> watches = new LinkedHashMap<>();
    private boolean closed;

    MemoryLauncher(MemoryCluster cluster, ScheduledExecutorService scheduler) {
        this.cluster = cluster;
        this.scheduler = scheduler;
    }

    /** One framework that is watched: its listener, and who waits for an answer. */
    static final class Watch {

        private final FrameworkId framework;
        private final Outlet<Listener> outlet;
        private final Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();

        private Watch(FrameworkId framework, Listener listener, ScheduledExecutorService scheduler) {
            this.framework = framework;
            this.outlet = new Outlet<>("the watch of framework " + framework, scheduler);
            outlet.open(listener);
        }

        boolean isOf(TaskEvent event) {
            return event.task().framework().equals(framework);
        }

        void tell(TaskEvent event) {
            if (isOf(event)) {
                outlet.tell(listener -> listener.taskChanged(event));
            }
        }

        void recovered() {
            outlet.tell(Listener::recovered);
        }

        /** The answer, or one that comes when this is over. */
        private <T> CompletionStage<T> answered(Optional<T> answer, T ifOver) {
            CompletableFuture<T> stage = new CompletableFuture<>();
            answer.ifPresentOrElse(stage::complete, () -> unanswered.add(() -> stage.complete(ifOver)));
            if (!outlet.isOpen()) {
                answerAll();
            }
            return stage.minimalCompletionStage();
        }

        private void close() {
            outlet.close();
            answerAll();
        }

        private void answerAll() {
            for (Runnable left = unanswered.poll(); left != null; left = unanswered.poll()) {
                left.run();
            }
        }
    }

    @Override
    public void watch(FrameworkId framework, Listener listener) {
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(listener, "listener");
        synchronized (lock) {
            if (closed || watches.containsKey(framework)) {
                throw new IllegalStateException(
                        closed ? "the task launcher is closed" : "framework " + framework + " is watched already");
            }
            Watch begun = new Watch(framework, listener, scheduler);
            watches.put(framework, begun);
            cluster.watch(begun);
        }
    }

    @Override
    public void forget(FrameworkId framework) {
        Objects.requireNonNull(framework, "framework");
        Optional<Watch> ended;
        synchronized (lock) {
            ended = Optional.ofNullable(watches.remove(framework));
        }
        ended.ifPresent(this::end);
    }

    private void end(Watch watch) {
        cluster.leave(watch);
        watch.close();
    }

    private Watch watched(FrameworkId framework) {
        synchronized (lock) {
            Watch watch = watches.get(framework);
            if (watch == null) {
                throw new IllegalStateException(
                        closed ? "the task launcher is closed" : "framework " + framework + " is not watched");
            }
            return watch;
        }
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        Objects.requireNonNull(launch, "launch");
        return watched(launch.task().framework())
                .answered(cluster.launch(List.of(launch)), new LaunchOutcome.Unknown(OVER));
    }

    @Override
    public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        Objects.requireNonNull(group, "group");
        return watched(group.framework()).answered(cluster.launch(group.members()), new LaunchOutcome.Unknown(OVER));
    }

    @Override
    public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(reason, "reason");
        return watched(framework)
                .answered(
                        cluster.stop(framework, launch, reason),
                        new StopOutcome.Failed(new BackendFailure(BackendFailure.Category.TRANSIENT, OVER)));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
        Objects.requireNonNull(framework, "framework");
        Watch watch = watched(framework);
        return watch.answered(cluster.list(watch), List.of());
    }

    @Override
    public Duration consistencyWindow() {
        return cluster.consistencyWindow();
    }

    boolean isWatched(FrameworkId framework) {
        synchronized (lock) {
            return watches.containsKey(framework);
        }
    }

    @Override
    public void close() {
        List<Watch> open;
        synchronized (lock) {
            closed = true;
            open = List.copyOf(watches.values());
            watches.clear();
        }
        open.forEach(this::end);
    }
}
