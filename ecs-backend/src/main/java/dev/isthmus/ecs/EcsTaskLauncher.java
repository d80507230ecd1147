package dev.isthmus.ecs;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.ecs.step.ClosedOutcomes;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Starts, stops and lists tasks of the cluster, and reports their status. */
final class EcsTaskLauncher implements TaskLauncher {

    private final Consumer<Input> engine;
    private final Duration consistencyWindow;
    private final ListenerGate gate = new ListenerGate();
    private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();
    private final AtomicLong requests = new AtomicLong();
    private final OpenRequests<LaunchOutcome> launches = new OpenRequests<>(ClosedOutcomes.LAUNCH);
    private final OpenRequests<StopOutcome> stops = new OpenRequests<>(ClosedOutcomes.STOP);
    private final OpenRequests<List<TaskEvent>> lists = new OpenRequests<>(ClosedOutcomes.LIST);

    /**
     * Creates it.
     *
     * @param engine takes what is asked for, on any thread
     */
    EcsTaskLauncher(Consumer<Input> engine, Duration consistencyWindow) {
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
        engine.accept(new Input.StartTasks(framework));
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        requireUsable();
        Objects.requireNonNull(launch, "launch");
        return ask(launches, request -> new Input.Launch(request, launch));
    }

    @Override
    public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        requireUsable();
        Objects.requireNonNull(group, "group");
        return ask(launches, request -> new Input.LaunchGroup(request, group));
    }

    @Override
    public CompletionStage<StopOutcome> stop(LaunchId launch, String reason) {
        requireUsable();
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(reason, "reason");
        return ask(stops, request -> new Input.Stop(request, launch, reason));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list() {
        requireUsable();
        return ask(lists, Input.ListTasks::new);
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

    private <T> CompletionStage<T> ask(OpenRequests<T> open, LongFunction<Input> input) {
        long request = requests.incrementAndGet();
        CompletionStage<T> stage = open.add(request);
        if (gate.closed()) {
            open.close();
        } else {
            engine.accept(input.apply(request));
        }
        return stage;
    }

    void answered(Output.LaunchAnswered answer) {
        launches.complete(answer.request(), answer.outcome());
    }

    void answered(Output.StopAnswered answer) {
        stops.complete(answer.request(), answer.outcome());
    }

    void answered(Output.Listed answer) {
        lists.complete(answer.request(), answer.tasks());
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
            engine.accept(new Input.Close());
            // The scheduler may be shut down, and then nobody else answers them.
            launches.close();
            stops.close();
            lists.close();
        }
    }
}
