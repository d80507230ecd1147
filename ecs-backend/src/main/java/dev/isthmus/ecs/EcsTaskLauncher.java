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
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Starts, stops and lists tasks of the cluster, and reports their status. */
final class EcsTaskLauncher implements TaskLauncher {

    private final Consumer<Input> engine;
    private final Duration consistencyWindow;
    private final Watches watches = new Watches();
    private final AtomicLong requests = new AtomicLong();
    private final OpenRequests<LaunchOutcome> launches = new OpenRequests<>(ClosedOutcomes.CLOSED.launch());
    private final OpenRequests<StopOutcome> stops = new OpenRequests<>(ClosedOutcomes.CLOSED.stop());
    private final OpenRequests<List<TaskEvent>> lists = new OpenRequests<>(ClosedOutcomes.CLOSED.list());

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
    public void watch(FrameworkId framework, Listener listener) {
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(listener, "listener");
        engine.accept(new Input.Watch(watches.begin(framework, listener), framework));
    }

    @Override
    public void forget(FrameworkId framework) {
        Objects.requireNonNull(framework, "framework");
        if (watches.end(framework)) {
            engine.accept(new Input.Forget(framework));
        }
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        Objects.requireNonNull(launch, "launch");
        watches.require(launch.task().framework());
        return ask(launches, request -> new Input.Launch(request, launch));
    }

    @Override
    public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        Objects.requireNonNull(group, "group");
        watches.require(group.framework());
        return ask(launches, request -> new Input.LaunchGroup(request, group));
    }

    @Override
    public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(reason, "reason");
        watches.require(framework);
        return ask(stops, request -> new Input.Stop(request, framework, launch, reason));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
        Objects.requireNonNull(framework, "framework");
        watches.require(framework);
        return ask(lists, request -> new Input.ListTasks(request, framework));
    }

    @Override
    public Duration consistencyWindow() {
        return consistencyWindow;
    }

    private <T> CompletionStage<T> ask(OpenRequests<T> open, LongFunction<Input> input) {
        long request = requests.incrementAndGet();
        CompletionStage<T> stage = open.add(request);
        if (watches.closed()) {
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

    void tell(Output.TaskChanged changed) {
        watches.tell(changed.watch(), listener -> listener.taskChanged(changed.event()));
    }

    void tell(Output.Recovered recovered) {
        watches.tell(recovered.watch(), Listener::recovered);
    }

    void tell(Output.Progressed progressed) {
        watches.tell(progressed.framework(), listener -> listener.progressed(progressed.progress()));
    }

    @Override
    public void close() {
        if (watches.close()) {
            engine.accept(new Input.Close());
            // The scheduler may be shut down, and then nobody else answers them.
            launches.close();
            stops.close();
            lists.close();
        }
    }
}
