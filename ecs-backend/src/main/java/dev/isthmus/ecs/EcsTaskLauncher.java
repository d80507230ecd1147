package dev.isthmus.ecs;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.ecs.engine.EcsEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts, stops and lists tasks of the cluster, and reports their status. */
final class EcsTaskLauncher implements TaskLauncher {

    private final EcsShell steps;
    private final EcsEngine engine;
    private final Duration consistencyWindow;
    private final ListenerGate gate = new ListenerGate();
    private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();
    private final Set<Open<?>> open = ConcurrentHashMap.newKeySet();

    /** A pending stage, and the value that completes it when the backend is closed. */
    private record Open<T>(CompletableFuture<T> stage, T ifClosed) {}

    EcsTaskLauncher(EcsShell steps, EcsEngine engine, Duration consistencyWindow) {
        this.steps = steps;
        this.engine = engine;
        this.consistencyWindow = consistencyWindow;
    }

    @Override
    public void start(FrameworkId framework, Listener newListener) {
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(newListener, "listener");
        if (gate.closed()) {
            throw new IllegalStateException("the task launcher is closed");
        }
        if (!listener.compareAndSet(null, newListener)) {
            throw new IllegalStateException("the task launcher was started before");
        }
        steps.run(() -> engine.startTasks(framework));
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        requireUsable();
        Objects.requireNonNull(launch, "launch");
        return ask(new LaunchOutcome.Unknown("the backend was closed meanwhile"), done -> engine.launch(launch, done));
    }

    @Override
    public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        requireUsable();
        Objects.requireNonNull(group, "group");
        return ask(
                new LaunchOutcome.Unknown("the backend was closed meanwhile"), done -> engine.launchGroup(group, done));
    }

    @Override
    public CompletionStage<StopOutcome> stop(LaunchId launch, String reason) {
        requireUsable();
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(reason, "reason");
        return ask(new StopOutcome.Failed(EcsEngine.CLOSED), done -> engine.stop(launch, reason, done));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list() {
        requireUsable();
        return ask(List.of(), engine::list);
    }

    @Override
    public Duration consistencyWindow() {
        return consistencyWindow;
    }

    private void requireUsable() {
        if (listener.get() == null || gate.closed()) {
            throw new IllegalStateException("the task launcher is " + (gate.closed() ? "closed" : "not started"));
        }
    }

    private <T> CompletionStage<T> ask(T ifClosed, Consumer<Consumer<T>> request) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Open<T> entry = new Open<>(stage, ifClosed);
        open.add(entry);
        if (gate.closed()) {
            complete(entry, ifClosed);
        } else {
            steps.run(() -> request.accept(value -> complete(entry, value)));
        }
        return stage.minimalCompletionStage();
    }

    private <T> void complete(Open<T> entry, T value) {
        open.remove(entry);
        entry.stage().complete(value);
    }

    void tell(TaskEvent event) {
        Listener to = listener.get();
        if (to != null) {
            gate.pass(() -> to.taskChanged(event));
        }
    }

    void recovered() {
        Listener to = listener.get();
        if (to != null) {
            gate.pass(to::recovered);
        }
    }

    @Override
    public void close() {
        if (gate.close()) {
            steps.run(engine::close);
            open.forEach(this::abandon);
        }
    }

    private <T> void abandon(Open<T> entry) {
        complete(entry, entry.ifClosed());
    }
}
